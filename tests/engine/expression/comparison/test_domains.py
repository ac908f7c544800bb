"""Identities that hold in the domains of the field alone, and pairs that differ there too.

All of them are textbook facts: Σy = 1 for a distribution, Y² = Y entrywise for zeros and ones,
Q⁻¹ = Qᵀ, the equivariance of softmax under permutations.
"""

import pytest

from autograder.expression.decide import Different, Equality, compare
from autograder.expression.domain import parse_domain
from autograder.expression.premises import Premises
from autograder.expression.text import parse

_SYMBOLS = {
    name: parse_domain(text)
    for name, text in {
        "y": "distribution[k]", "r": "distribution[k]", "e": "one_hot[k]", "z": "vector[k]",
        "P": "permutation[n]", "R": "permutation[n]", "Q": "orthogonal[n]", "A": "matrix[n,n]",
        "X": "matrix[n,d]", "K": "matrix[n,d]", "V": "matrix[n,d]", "S": "posdef[n]",
        "x": "vector[n]", "u": "vector[n]", "p": "probability", "b": "integers[0,1]",
        "c": "integers[-1,1]", "i": "integers[0,T]", "T": "natural", "g": "sequence[real]",
        "Y": "sequence[distribution[k]]", "H": "sequence[one_hot[k]]", "t": "natural",
        "o": "orthogonal[1]", "w": "distribution[3]", "h": "one_hot[3]",
    }.items()
}  # fmt: skip


def _compare(expected, submitted):
    return compare(parse(expected, _SYMBOLS), parse(submitted, _SYMBOLS), Premises(_SYMBOLS))


@pytest.mark.parametrize(
    ("expected", "submitted"),
    [
        ("softmax_col(z) - y", "sum(y)*softmax_col(z) - y"),
        ("softmax_col(z) - y", "(ones(k).T*y)*softmax_col(z) - y"),
        ("log(sum(exp(z))) - y.T*z", "-y.T*log(softmax_col(z))"),
        ("log(sum(exp(z))) - e.T*z", "-e.T*log(softmax_col(z))"),
        ("Sum(y[j]*log(y[j]/r[j]), (j, 1, k))", "Sum(y[j]*(log(y[j]/r[j]) - 1), (j, 1, k)) + 1"),
        ("y.T*(z - ones(k)*(y.T*z))", "0"),
        ("diag(y) - y*y.T", "diag(y)*(eye(k) - ones(k)*y.T)"),
        ("(diag(y) - y*y.T)*ones(k)", "0*y"),
        ("Y[t]", "Y[t]*sum(Y[t + 1])"),
        ("hadamard(e, e)", "e"),
        ("e*e.T", "diag(e)"),
        ("norm(e)", "1"),
        ("exp(e)", "1 + (exp(1) - 1)*e"),
        ("h[1]*h[2]", "0"),
        ("hadamard(H[t], H[t])", "H[t]"),
        ("P.T*P", "eye(n)"),
        ("hadamard(P, P)", "P"),
        ("softmax_col(P*x)", "P*softmax_col(x)"),
        ("det(P)**2", "1"),
        ("softmax_row((P*X)*(P*K).T)*(P*V)", "P*(softmax_row(X*K.T)*V)"),
        ("inv(Q)", "Q.T"),
        ("norm(Q*x)", "norm(x)"),
        ("norm2(Q*A)", "norm2(A)"),
        ("lambda_max(Q.T*S*Q)", "lambda_max(S)"),
        ("trace(Q*A*Q.T)", "trace(A)"),
        ("hadamard(Q, Q)*ones(n)", "ones(n)"),
        ("o**2", "1"),
        ("sqrt(p**2) + abs(1 - p)", "1"),
        ("1", "p/p"),
        ("b**2", "b"),
        ("(-1)**b", "1 - 2*b"),
        ("sign(c)", "c"),
        ("binomial(T, i)", "binomial(T, T - i)"),
        ("Sum(g[j], (j, 1, i))", "Sum(g[j], (j, 1, T)) - Sum(g[j], (j, i + 1, T))"),
    ],
)
def test_right_answers_may_use_what_a_domain_promises(expected, submitted):
    assert isinstance(_compare(expected, submitted), Equality)


@pytest.mark.parametrize(
    ("expected", "submitted"),
    [
        ("softmax_col(z) - y", "sum(y)*softmax_col(z) - 2*y"),
        ("softmax_col(z) - y", "sum(softmax_col(z))*y - softmax_col(z)"),
        ("y.T*z", "y.T*z + sum(y)"),
        ("y.T*log(y)", "y.T*log(r)"),
        ("hadamard(y, y)", "y"),
        ("e", "y"),
        ("h[1] + h[2]", "1"),
        ("w[1]*w[2]", "0"),
        ("det(P)", "1"),
        ("P*R", "R*P"),
        ("P", "P.T"),
        ("P*P", "eye(n)"),
        ("det(Q)", "1"),
        ("Q*ones(n)", "ones(n)"),
        ("softmax_col(Q*x)", "Q*softmax_col(x)"),
        ("maxabs(Q*x)", "maxabs(x)"),
        ("o", "1"),
        ("Max(p, 1 - p)", "p"),
        ("c**2", "c"),
        ("binomial(T, i)", "binomial(T, i + 1)"),
    ],
)
def test_a_difference_is_shown_inside_the_domain(expected, submitted):
    outcome = _compare(expected, submitted)
    assert isinstance(outcome, Different)
    for name in ("y", "r", "w"):
        entries = outcome.witness.get(name, "[1]").strip("[]").split(", ")
        assert sum(map(_number, entries)) == pytest.approx(1)
        assert min(map(_number, entries)) > 0
    assert outcome.witness.get("o", "1") in ("1", "-1")
    if "i" in outcome.witness:
        assert 0 <= int(outcome.witness["i"]) <= int(outcome.witness["T"])


def _number(text):
    numerator, _, denominator = text.partition("/")
    return float(numerator) / float(denominator or 1)
