"""Whether an expression has branches."""

import pytest

from autograder.expression.comparison.regularity import has_no_branches, has_steps
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse

SYMBOLS = {
    name: parse_domain(domain)
    for name, domain in {
        "x": "real", "y": "real", "p": "positive", "q": "positive", "z": "nonnegative",
        "beta": "unit", "t": "natural", "m": "integer", "s": "size", "v": "vector[d]",
        "A": "matrix[d,d]", "g": "sequence[real]", "sigma": "function",
    }.items()
}  # fmt: skip
INTEGERS = ("d", "i", "m", "t")


def judged(text):
    return has_no_branches(parse(text, SYMBOLS), SYMBOLS, INTEGERS)


@pytest.mark.parametrize(
    "text",
    [
        "x**3 - 2*x*y + 1/2",
        "1/(x - y)",
        "x**t",
        "(x - 1)**(2*t + m - 1)",
        "2**x",
        "p**x",
        "p**(1/x)",  # an essential singularity divides nothing in the complex plane
        "exp(1/x)",
        "tan(x) + gamma(x)/erf(y)",
        "binomial(x, y)",
        "sqrt(p)*log(p*q + 1)",
        "log(10**x)",
        "atan(x*y)",
        "sqrt(exp(x) + cosh(y))",
        "(1 - beta)*Sum(beta**(t - i)*g[i], (i, 1, t))",
        "abs(m)*sqrt(t)*Max(t, 3)",  # constants, once the integers are set
        "sqrt(d)*x",
        "sqrt(s)",
        "A*v",
        "exp(-norm(v)**2/2)",
        "softmax_row(A)",
    ],
)
def test_one_analytic_function(text):
    assert judged(text)


@pytest.mark.parametrize(
    "text",
    [
        "abs(x)",
        "sqrt(x)",
        "sqrt(x**2)",
        "log(x**2)",
        "sqrt(z)",  # 0 is in the domain, and no neighbourhood of it
        "x**(1/3)",
        "x**y",
        "x**0.5",
        "atan(1/x)",  # jumps at 0
        "log(exp(1/x))",
        "sqrt(1/x**2)",
        "sqrt(1 - beta)",  # positive, but nothing here says so
        "Max(x, y)",
        "floor(x)",
        "sign(x)*x",
        "Piecewise((x, x > 0), (-x, True))",
        "sigma(x)",
        "norm(v)",
        "1 + abs(x) - abs(x)",
    ],
)
def test_perhaps_several(text):
    assert not judged(text)


def test_cases_floors_and_the_like_are_steps():
    for text in ("floor(x)", "Max(x, 1)", "Piecewise((1, x < 2), (0, True))", "Mod(n, 3)"):
        assert has_steps(parse(text))
    for text in ("x**n", "sqrt(x)", "binomial(n, 3)", "Sum(i, (i, 1, n))"):
        assert not has_steps(parse(text))
