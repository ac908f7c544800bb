"""How far the argument of a function goes, and what stands above its name."""

import pytest
from latex_readings import readings, refusal, understood

SYMBOLS = {
    "x": "positive", "y": "positive", "B": "natural", "N": "natural", "f": "function",
    "s": ("function", r"\sigma"), "u": "vector[m]", "A": "matrix[m,m]", "m": "size", "a": "real",
    "b": "real", "c": "real",
}  # fmt: skip


@pytest.mark.parametrize(
    ("tex", "meaning"),
    [
        (r"\log BN", "log(B*N)"),
        (r"\log BN + x", "log(B*N) + x"),
        (r"\sin 2x", "sin(2*x)"),
        (r"\sin 2x\cos y", "sin(2*x)*cos(y)"),
        (r"\log(x)y", "log(x)*y"),
        (r"\log\left(x\right) y", "log(x)*y"),
        (r"\log x", "log(x)"),
        (r"\ln x", "log(x)"),
        (r"\log^2 x", "log(x)**2"),
        (r"\tan^{-1} x", "atan(x)"),
        (r"\exp\|u\|^2 - 1", "exp(norm(u)**2) - 1"),
        (r"\exp(-x)", "exp(-x)"),
        (r"\log\frac xy", "log(x/y)"),
        (r"\log x^2", "log(x**2)"),
        (r"\log_2 x", "log(x)/log(2)"),
        (r"\max(x, y)", "Max(x, y)"),
        (r"\max\{x, y\}", "Max(x, y)"),
        (r"\operatorname{tr}(A)", "trace(A)"),
        (r"\det A", "det(A)"),
        (r"\operatorname{diag}(u)", "diag(u)"),
        ("f(x)", "f(x)"),
        ("f(x)y", "f(x)*y"),
        (r"\sigma(x)", "s(x)"),
        (r"\sigma'(x)", "D(s)(x)"),
        (r"\sigma^{(2)}(x)", "D(D(s))(x)"),
        (r"f\bigl(\sigma(x)\bigr)", "f(s(x))"),
        ("a(b+c)", "a*(b + c)"),
        ("a(b)", "a*b"),
        (r"\sqrt{x}y", "sqrt(x)*y"),
    ],
)
def test_an_argument_goes_as_far_as_a_mathematician_reads(tex, meaning):
    assert readings(tex, SYMBOLS) == [meaning]


@pytest.mark.parametrize(
    ("tex", "first", "second"),
    [
        (r"\log x\cdot y", "log(x)*y", "log(x*y)"),
        (r"\log(x)^2", "log(x)**2", "log(x**2)"),
        (r"\log(x+1)(y+1)", "log(x + 1)*(y + 1)", "log((x + 1)*(y + 1))"),
        (r"\log x/y", "log(x/y)", "log(x)/y"),
        (r"x/2y", "x/2*y", "x/(2*y)"),
    ],
)
def test_what_has_two_readings_has_both_and_says_how_they_differ(tex, first, second):
    found = understood(tex, SYMBOLS).readings
    assert readings(tex, SYMBOLS) == [first, second]
    assert len({one.how for one in found}) == 2
    assert all(one.how for one in found)


def test_a_place_is_read_alike_throughout():
    assert readings(r"\log(x)^2 + \log(y)^2", SYMBOLS) == [
        "log(x)**2 + log(y)**2", "log(x**2) + log(y**2)"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tex", "says"),
    [
        (r"f^{-1}(x)", "inverse"),
        (r"\log", "argument"),
        (r"f + x", "apply it"),
        (r"o(x)", "o"),
        (r"\tilde O(x)", "O"),
        (r"x \pm y", "pm"),
    ],
)
def test_what_says_nothing_certain_is_refused(tex, says):
    assert says in refusal(tex, SYMBOLS)
