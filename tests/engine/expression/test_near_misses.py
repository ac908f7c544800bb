"""In what way a wrong answer is close."""

import pytest

from autograder.expression.decide import Different, compare
from autograder.expression.domain import parse_domain
from autograder.expression.near_misses import WORDING
from autograder.expression.premises import Premises
from autograder.expression.text import parse

_SYMBOLS = {
    name: parse_domain(text)
    for name, text in {
        "V": "matrix[d,d]", "W": "matrix[d,d]", "z": "vector[d]", "y": "vector[d]", "m": "natural",
        "beta": "unit", "alpha": "unit", "t": "natural", "g": "sequence[vector[d]]", "x": "real",
        "h": "sequence[vector[d]]", "s": "function", "r": "function", "eta": "positive",
        "theta": "vector[d]", "i": "index[d]", "j": "index[d]",
    }.items()
}  # fmt: skip


def _outcome(expected, submitted):
    outcome = compare(parse(expected, _SYMBOLS), parse(submitted, _SYMBOLS), Premises(_SYMBOLS))
    assert isinstance(outcome, Different)
    return outcome


@pytest.mark.parametrize(
    ("expected", "submitted", "tag"),
    [
        ("-2*V.T*(z - y)", "2*V.T*(z - y)", "sign"),
        ("exp(x)", "-exp(x)", "sign"),
        ("V*diag(z)", "diag(z)*V.T", "transpose"),
        ("V*z", "z.T*V.T", "transpose"),
        ("V*z", "V", "shape"),
        ("x", "V", "shape"),
        ("2*eta*x", "eta*x", "factor"),
        ("eta*x", "eta*x*pi", "factor"),
        ("V*z", "V*z/3", "factor"),
        ("exp(z.T*y)/sqrt(m)", "exp(z.T*y)", "dimension_factor"),
        ("exp(z.T*y)/sqrt(m)", "exp(z.T*y)/m", "dimension_factor"),
        ("norm(z)**2/d", "norm(z)**2", "dimension_factor"),
        ("norm(z)**2", "2*norm(z)**2/d**2", "dimension_factor"),
        ("x**2 + x", "x**2 + x + 1", "constant"),
        ("V*z", "V*z - 5", "constant"),
        ("beta**t", "beta**(t - 1)", "off_by_one"),
        ("(1 - beta)*Sum(beta**(t - i)*g[i], (i, 1, t))",
         "(1 - beta)*Sum(beta**(t - i)*g[i], (i, 0, t))", "off_by_one"),
        ("(1 - beta)*Sum(beta**(t - i)*g[i], (i, 1, t))",
         "(1 - beta)*Sum(beta**(t - i)*g[i - 1], (i, 1, t))", "off_by_one"),
        ("(1 - beta**(t + 1))/(1 - beta)", "(1 - beta**t)/(1 - beta)", "off_by_one"),
        ("V*diag(D(s)(h[t - 1]))", "V*diag(D(s)(h[t]))", "off_by_one"),
        ("V*(h[t] - g[t])", "V*(h[t - 1] - g[t - 1])", "off_by_one"),
        ("V*W", "V.T*W", "transposed_factor"),
        ("V*z + y", "V.T*z + y", "transposed_factor"),
        ("V[i,j]*x", "V[j,i]*x", "transposed_factor"),
        ("V*z + y", "W*z + y", "symbol"),
        ("V*z + V*y", "V*z + W*y", "symbol"),
        ("V*z + W*y", "V*z + V*y", "symbol"),
        # What explains these as well is simpler: a minimum, a maximum, nothing at all.
        ("t", "Min(t, m)", ""),
        ("t", "Min(m, 2*t)", ""),
        ("t", "Min(m, t + 1)", ""),
        ("Min(t, m)", "m", ""),
        ("V*(z - y)", "0", ""),
        ("Min(t, 50)*x", "-Min(t, 500)*x", ""),
        ("beta*x", "alpha*x", "symbol"),
        ("beta**t*s(x)", "beta**t*r(x)", "symbol"),
        ("g[t] + z", "h[t] + z", "symbol"),
        ("abs(x)", "sqrt(x)**2", "domain"),
        ("exp(x)", "sin(x)", ""),
        ("beta*x", "beta*x + exp(-300)*x", ""),
        ("x", "oo", ""),
        ("x", "x + Max(0, x - 10**8)", ""),
        ("norm(z)**2", "d*norm(z)**2", "dimension_factor"),
        ("V*z", "V*V*z", ""),
        ("z.T*y", "norm(z)", ""),
    ],
)  # fmt: skip
def test_the_way_is_recognised(expected, submitted, tag):
    outcome = _outcome(expected, submitted)
    assert outcome.note == tag
    assert outcome.message.startswith(WORDING.get(tag, ""))


@pytest.mark.parametrize(
    ("expected", "submitted", "detail"),
    [
        ("2*eta*x", "eta*x", "the factor is 1/2"),
        ("x**2", "x**2 + 7", "the constant is 7"),
        ("x", "x*(1 + 1/10**20)", "the factor is 1.00000000000000000001"),
        ("x/m", "3*x", "the factor is 3*m**(1)"),
    ],
)
def test_instructors_are_told_the_value(expected, submitted, detail):
    assert _outcome(expected, submitted).detail == detail


def test_two_constants_are_not_called_multiples_of_one_another():
    assert _outcome("1/2", "1/3").note == ""
    assert _outcome("eta/eta", "2").note == ""


@pytest.mark.parametrize(
    ("expected", "submitted"),
    [("beta", "beta*alpha**(-1)"), ("beta*alpha**(-1)", "beta"), ("1", "alpha/beta")],
)
def test_a_factor_too_many_or_too_few_is_no_other_mistake(expected, submitted):
    """To the power of 0 it would be gone, and with α for β the quotient is 1."""
    assert _outcome(expected, submitted).note == ""


def test_two_constants_are_not_off_by_one_since_something_always_is():
    assert _outcome("2**3", "16").note == ""
    assert _outcome("Sum(i, (i, 1, 3))", "10").note == ""


def test_no_wording_tells_a_number_or_a_formula():
    assert not any(character.isdigit() for text in WORDING.values() for character in text)


def test_a_long_answer_costs_little_more():
    many = " + ".join(f"x**{k}*beta" for k in range(1, 400))
    assert _outcome("x", many).note == ""
