"""What a question states: conditions are read, checked and evaluated exactly; ties are resolved."""

from fractions import Fraction

import pytest

from autograder.expression.domain import parse_domain
from autograder.expression.render import plain
from autograder.expression.statement import (
    StatementError,
    check_conditions,
    exact_value,
    holds,
    in_domain,
    resolved,
)
from autograder.expression.text import parse

_SYMBOLS = {
    name: parse_domain(text)
    for name, text in {
        "x": "real", "n": "natural", "T": "natural", "v": "vector[d]", "s": "function",
        "p": "unit", "i": "index[d]",
    }.items()
}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["n <= T", "n < T and T < d", "x > 0", "n == 2*T", "n != T", "Mod(n, 2) == 0", "i <= n",
     "not (x < 1 or x > 2)", "n**2 + 1/2 <= Max(T, floor(x))"],
)  # fmt: skip
def test_conditions_are_about_numbers(text):
    check_conditions([parse(text, _SYMBOLS)], _SYMBOLS)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("n + 1", "a condition is an inequality"),
        ("v <= 1", "v is none"),
        ("m <= n", "m is no symbol"),
        ("exp(x) <= 1", "not of `exp`"),
        ("x == 1 - p", "as in q = 1 - p"),
    ],
)
def test_what_is_no_condition_is_refused(text, reason):
    with pytest.raises(StatementError, match=reason):
        check_conditions([parse(text, _SYMBOLS)], _SYMBOLS)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("n/3 + 0.25", Fraction(11, 12)),
        ("-n**3 + floor(7/n)*Mod(7, n)", -8 + 3),
        ("n <= 2 and n < 2", False),
        ("n >= 2 or 1/0 > 1", True),
        ("Max(n, 5) - Min(n, 5) + ceiling(x)", 4),
        ("sqrt(n)", None),
        ("n**x", None),
        ("1/(n - 2)", None),
        ("1/(n - 2) <= 1", False),
        ("((n**999)**999)**999", None),  # a number that nobody could write down
    ],
)
def test_values_are_exact(text, value):
    assert exact_value(parse(text), {"n": 2, "x": Fraction(1, 2)}) == value


def test_a_condition_on_what_is_not_known_is_not_looked_at():
    conditions = [parse("n <= T"), parse("n <= m")]
    assert holds(conditions, {"n": 2, "T": 2})
    assert not holds(conditions, {"n": 3, "T": 2})


def test_what_symbols_are_made_of_is_put_into_each_other():
    bodies = resolved({"q": parse("a + b"), "a": parse("2*b"), "b": parse("b/(1 + b)")})
    assert plain(bodies["b"]) == "b/(1 + b)"
    assert plain(bodies["q"]) == "2*(b/(1 + b)) + b/(1 + b)"


def test_symbols_that_are_made_of_each_other_are_refused():
    with pytest.raises(StatementError, match="circle"):
        resolved({"a": parse("b + 1"), "b": parse("a - 1")})


@pytest.mark.parametrize(
    ("kind", "inside", "outside"),
    [
        ("unit", (Fraction(1, 2),), (0, 1, 2)),
        ("probability", (0, 1), (-1, 2)),
        ("positive", (5,), (0,)),
        ("natural", (1, 7), (0, Fraction(3, 2))),
        ("size", (1, Fraction(3, 2)), (Fraction(1, 2),)),
        ("real", (-5,), ()),
    ],
)
def test_what_a_symbol_is_made_of_lies_in_its_domain(kind, inside, outside):
    conditions = in_domain(parse("x + 0"), parse_domain(kind))
    assert all(holds(conditions, {"x": value}) for value in inside)
    assert not any(holds(conditions, {"x": value}) for value in outside)
