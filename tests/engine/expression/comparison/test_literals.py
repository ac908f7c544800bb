"""What is written in an expression: its numbers, folded, and where its parts meet."""

import pytest

from autograder.expression import render
from autograder.expression.comparison.literals import has_steps, literals, meetings
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse

SYMBOLS = {"n": parse_domain("natural"), "x": parse_domain("real"), "v": parse_domain("vector[d]")}


def read(text):
    return parse(text, SYMBOLS)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("n*Min(n, 2**13)", [8192]),
        ("x + 3*7*11*x", [231]),
        ("Max(x, 10**(-12))", [10**-12]),
        ("n/256 + 1/4", [256, 0.25]),
        ("-(5 + 4)", [-9]),
        ("x*sqrt(9)*n", [3]),
        ("x + 10**(10**6)", []),
        ("x/(1 - 1) + 2", [0, 2]),
        ("Sum(Piecewise((n, n <= 31), (0, True)), (i, 1, n))", [31, 0, 1]),
    ],
)
def test_constants_are_folded(text, numbers):
    assert sorted(map(float, literals(read(text)))) == pytest.approx(sorted(map(float, numbers)))


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Max(x, 7)", [("x", "7")]),
        ("Min(x, n, 7)", [("x", "n"), ("x", "7"), ("n", "7")]),
        ("floor(n/9)", [("n/9", "1"), ("n/9", "2")]),
        ("Mod(n + 1, 5)", [("n + 1", "5")]),
        ("abs(x - 3)", [("x - 3", "0")]),
        ("Piecewise((x, n == 8), (n, True))", [("n", "8")]),
        ("Sum(Min(i, 31), (i, 1, n))", [("i", "31"), ("n", "31")]),
        ("x**2 + exp(n)", []),
    ],
)
def test_parts_meet_where_a_form_may_change(text, pairs):
    found = [tuple(map(render.plain, pair)) for pair in meetings(read(text))]
    assert sorted(found) == sorted(pairs)


def test_cases_floors_and_the_like_are_steps():
    for text in ("floor(x)", "Max(x, 1)", "Piecewise((1, x < 2), (0, True))", "Mod(n, 3)"):
        assert has_steps(read(text))
    for text in ("x**n", "sqrt(x)", "binomial(n, 3)", "Sum(i, (i, 1, n))"):
        assert not has_steps(read(text))
