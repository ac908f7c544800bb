"""Points and values are written so that they can be checked by hand."""

from fractions import Fraction

import pytest
from flint import acb, arb, fmpq

from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.comparison.counterexample import (
    describe_point,
    describe_value,
    describe_values,
)
from autograder.expression.comparison.findings import Disagreement
from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.point import Point
from autograder.expression.evaluation.smooth import readable_function


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (fmpq(3), "3"),
        (fmpq(123456789012), "123456789012"),
        (fmpq(-1, 2), "-1/2"),
        (fmpq(372, 1000), "0.372"),
        (fmpq(1, 3) + fmpq(1, 10**9), "0.33333333"),
        (arb.pi(), "3.1415927"),
        (arb(2), "2"),
        (arb("inf"), "oo"),
        (arb(0, 1), "[+/- 1.01]"),
        (arb(0), "0"),
        (arb("-inf"), "-oo"),
        (fmpq(10) ** 4000, "1e+4000"),
        (acb(1, 2), "1 + (2)*I"),
        (Matrix(2, 1, (fmpq(1), fmpq(-2))), "[1, -2]"),
        (Matrix(2, 2, tuple(map(fmpq, range(4)))), "[[0, 1], [2, 3]]"),
        (Matrix(1, 2, (fmpq(1), fmpq(2))), "[[1, 2]]"),
        (Matrix(10, 10, (fmpq(1),) * 100), "a 10×10 matrix"),
    ],
)
def test_values_are_short(value, text):
    assert describe_value(value).replace("1.0000000e", "1e") == text


def test_a_point_names_what_was_used():
    point = Point({}, {"t": 2}, None)
    point.values = {"beta": fmpq(1, 2), "alpha": fmpq(3)}
    point.items = {("g", 2): fmpq(5), ("g", 1): Matrix(2, 1, (fmpq(1), fmpq(2)))}
    point.functions = {"s": readable_function(0, positive=False)}
    assert list(describe_point(Disagreement(point.sizes, point)).items()) == [
        ("t", "2"), ("alpha", "3"), ("beta", "1/2"), ("g[1]", "[1, 2]"), ("g[2]", "5"),
        ("s", "x -> x**2 + x"),
    ]  # fmt: skip


def test_without_a_point_the_integers_are_named():
    assert describe_point(Disagreement({"t": 3})) == {"t": "3"}
    assert describe_values(Disagreement({"t": 3})) == ("", "")


def test_close_values_are_told_apart():
    point = Point({}, {}, None)
    close = Disagreement({}, point, fmpq(2), fmpq(2) + fmpq(1, 10**20))
    expected, submitted = describe_values(close)
    assert expected == "2"
    assert submitted.startswith("2.00000000000000000001")


def test_an_answer_without_a_value_is_said_to_have_none():
    difference = Disagreement({}, Point({}, {}, None), fmpq(2), undefined="a division by zero")
    assert describe_values(difference) == ("2", "not defined")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("unit", 1 - fmpq(1, 2**30)),
        ("unit", 1 - fmpq(1, 10**40)),
        ("unit", fmpq(1, 2**40)),
        ("positive", fmpq(1, 10**30)),
    ],
)
def test_what_is_shown_of_a_point_lies_in_its_domain(kind, value):
    symbols = {"p": parse_domain(kind), "g": parse_domain(f"sequence[{kind}]")}
    point = Point(symbols, {}, None)
    point.values["p"] = point.items["g", 1] = value
    texts = describe_point(Disagreement({}, point))
    for text in texts.values():
        assert Fraction(text) > 0
        assert kind == "positive" or Fraction(text) < 1


def test_a_positive_definite_matrix_is_one_as_it_is_shown():
    close = fmpq(1) - fmpq(1, 2**40)
    point = Point({"P": parse_domain("posdef[n]")}, {"n": 2}, None)
    point.values["P"] = Matrix(2, 2, (fmpq(1), close, close, fmpq(1)))
    rows = describe_point(Disagreement({"n": 2}, point))["P"].strip("[]").split("], [")
    (a, b), (c, d) = ([Fraction(entry) for entry in row.split(",")] for row in rows)
    assert a > 0
    assert a * d > b * c
