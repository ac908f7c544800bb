"""The binomial theorem, against the sums themselves."""

import math

import pytest

from autograder.expression.asymptotics.binomial_sums import without_binomial_sums
from autograder.expression.render import plain
from autograder.expression.text import parse


def value(text, **names):
    return eval(text, {"__builtins__": {}}, names)


@pytest.mark.parametrize(
    ("text", "term", "first", "last"),
    [
        ("Sum(binomial(n, k), (k, 0, n))", "1", 0, 0),
        ("Sum(binomial(n, k), (k, 1, n))", "1", 1, 0),
        ("Sum(binomial(n, k), (k, 1, n - 1))", "1", 1, -1),
        ("Sum(3*binomial(n, k)*2**k, (k, 0, n - 1))", "3 * 2**k", 0, -1),
        ("Sum(d**k*binomial(n, k)/7, (k, 0, n))", "d**k / 7", 0, 0),
        (
            "Sum(binomial(n, k)*d**(n - k)*5**k, (k, 0, n))",
            "d ** (n - k) * 5**k",
            0,
            0,
        ),
        ("Sum(k*binomial(n, k)*d**k, (k, 0, n))", "k * d**k", 0, 0),
        ("Sum(k*binomial(n, k)*d**k, (k, 1, n - 1))", "k * d**k", 1, -1),
    ],
)
def test_a_row_of_binomial_coefficients_has_a_closed_form(text, term, first, last):
    closed = without_binomial_sums(parse(text))
    assert "Sum" not in plain(closed)
    for n, d in ((2, 3), (5, 2), (6, 11)):
        expected = sum(
            math.comb(n, k) * value(term, n=n, d=d, k=k) for k in range(first, n + last + 1)
        )
        assert value(plain(closed), n=n, d=d) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    "text",
    [
        "Sum(binomial(n, k), (k, 0, d))",
        "Sum(binomial(n, k), (k, 2, n))",
        "Sum(binomial(n, k)**2, (k, 0, n))",
        "Sum(binomial(n, k)*binomial(d, k), (k, 0, n))",
        "Sum(k**2*binomial(n, k), (k, 0, n))",
        "Sum(k**k*binomial(n, k), (k, 0, n))",
        "Sum(binomial(n + k, k), (k, 0, n))",
        "Sum(binomial(n, k)/k, (k, 1, n))",
        "binomial(n, d) + Sum(k, (k, 0, n))",
    ],
)
def test_other_sums_are_left_as_they_are(text):
    tree = parse(text)
    assert plain(without_binomial_sums(tree)) == plain(tree)
