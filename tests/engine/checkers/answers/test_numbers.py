"""Numbers are read exactly from every form that students give them in, and nothing else is."""

import math
from fractions import Fraction

import numpy as np
import pytest

from autograder.checkers.answers.numbers import (
    NotNumbers,
    Numbers,
    Readings,
    read_entries,
    read_number,
    read_numbers,
)
from autograder.sandbox.values import Handle, Tensor, UnsupportedValue, WireExpression

ONE, TWO, THREE = Fraction(1), Fraction(2), Fraction(3)


def tree(*rows):
    return WireExpression([list(row) for row in rows])


THIRD = tree(("rational", "1/3", []))
# [[1/3, −0.25], [2 · 3, 10 / 4]], with a 2 that is shared.
MATRIX = tree(
    ("rational", "1/3", []), ("decimal", "0.25", []), ("neg", "", [1]), ("rational", "2", []),
    ("rational", "3", []), ("mul", "", [3, 4]), ("rational", "10", []), ("pow", "", [3, 3]),
    ("div", "", [6, 7]), ("matrix", "2,2", [0, 2, 5, 8]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "shape", "entries"),
    [
        (3, (), [THREE]),
        (-0.5, (), [Fraction(-1, 2)]),
        (0.1, (), [Fraction(3602879701896397, 2**55)]),
        (Fraction(31, 12), (), [Fraction(31, 12)]),
        ([], (0,), []),
        ([1, 2.0, THREE], (3,), [ONE, TWO, THREE]),
        ("2.5", (), [Fraction(5, 2)]),
        (["1", " -1/3\n", "2e-1", ".5"], (4,), [ONE, Fraction(-1, 3), ONE / 5, ONE / 2]),
        (Tensor.of([1 + 0j, 2 - 0j]), (2,), [ONE, TWO]),
        (Tensor.of([[1.5 + 0j]], "complex64"), (1, 1), [Fraction(3, 2)]),
        ((1, 2), (2,), [ONE, TWO]),
        ([[1], [2]], (2, 1), [ONE, TWO]),
        ([[[1, 2]], ((3, 1),)], (2, 1, 2), [ONE, TWO, THREE, ONE]),
        (Tensor.of([[1, 2], [3, 1]], "int64"), (2, 2), [ONE, TWO, THREE, ONE]),
        (Tensor.of(2.0), (), [TWO]),
        (Tensor("bfloat16", (1,), b"\xc0\x3f"), (1,), [Fraction(3, 2)]),
        (Tensor.of([0.1], "float32"), (1,), [Fraction(float(np.float32(0.1)))]),
        ([Tensor.of(1.0), Tensor.of(2, "int8")], (2,), [ONE, TWO]),
        (Tensor.of([2**53 + 1], "int64"), (1,), [Fraction(2**53 + 1)]),
        (THIRD, (), [Fraction(1, 3)]),
        ([THIRD, 2], (2,), [Fraction(1, 3), TWO]),
        (MATRIX, (2, 2), [Fraction(1, 3), Fraction(-1, 4), Fraction(6), Fraction(5, 2)]),
        (tree(("rational", "0", []), ("pow", "", [0, 0])), (), [ONE]),
        (tree(("rational", "2", []), ("rational", "-3", []), ("pow", "", [0, 1])), (),
         [Fraction(1, 8)]),
        (tree(("decimal", "1e-3", [])), (), [Fraction(1, 1000)]),
    ],
    ids=lambda value: repr(value)[:50],
)  # fmt: skip
def test_numbers_are_read_exactly_with_their_shape(value, shape, entries):
    assert read_numbers(value) == Numbers(shape, tuple(entries))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "expected numbers, got `None`"),
        (True, "expected numbers, got `bool`"),
        ([1, False], "expected numbers, got `bool`"),
        ("a third", "expected numbers, got `str`"),
        ("1/0", "expected numbers, got `str`"),
        ("1e9999", "expected numbers, got `str`"),
        ("1_000", "expected numbers, got `str`"),
        ("", "expected numbers, got `str`"),
        ({1, 2}, "expected numbers, got `set`"),
        ({"a": 1}, "expected numbers, got `dict`"),
        (UnsupportedValue("generator"), "expected numbers, got `generator`"),
        (Handle(1, "Linear"), "expected numbers, got `Linear`"),
        (math.nan, "nan is not a number that can be compared"),
        ([1, -math.inf], "-inf is not a number that can be compared"),
        (Tensor.of([1.0, np.nan]), "nan is not a number that can be compared"),
        (Tensor.of([True]), "expected numbers, got a tensor of bool"),
        (Tensor.of([1 + 0j, 1j]), "expected numbers, got a tensor of complex128"),
        (Tensor.of([complex(1, np.nan)]), "expected numbers, got a tensor of complex128"),
        (Tensor.of([1j]), "expected numbers, got a tensor of complex128"),
        ([[1, 2], [3]], "the rows have different lengths"),
        ([1, [2]], "the rows have different lengths"),
        (tree(("symbol", "x", [])), "`x`, where a number is expected"),
        (tree(("rational", "2", []), ("call", "exp", [0])), "`exp`, where a number is expected"),
        (tree(("rational", "0", []), ("div", "", [0, 0])), "`div`, where a number is expected"),
        (tree(("rational", "1/2", []), ("pow", "", [0, 0])), "`pow`, where a number is expected"),
        (tree(("rational", "0", []), ("rational", "-1", []), ("pow", "", [0, 1])),
         "a power of 0 that does not exist"),
        (tree(("item", "", [0])), "the answer contains `item` with 1 arguments"),
        (WireExpression([5]), "the answer contains a node that is not [operation, name, children]"),
        (WireExpression([]), "the answer contains an expression without nodes"),
        (Tensor.of(np.zeros(100_001)), "more than 100000 numbers"),
        ([Tensor.of(np.zeros(60_000))] * 2, "more than 100000 numbers"),
    ],
    ids=lambda value: repr(value)[:50],
)  # fmt: skip
def test_what_is_no_number_is_named(value, message):
    with pytest.raises(NotNumbers) as caught:
        read_numbers(value)
    assert str(caught.value) == message


LONG = ("rational", "9" * 4000, [])
DOUBLINGS = [("mul", "", [i, i]) for i in range(60)]
HOSTILE = {
    "a power of a long number": [LONG, ("rational", "1000", []), ("pow", "", [0, 1])],
    "a tower": [("rational", "9", []), ("pow", "", [0, 0]), ("pow", "", [0, 1])],
    "a tower downwards": [("rational", "1/9", []), ("rational", "9", []), ("pow", "", [0, 1]),
                          ("pow", "", [2, 1]), ("pow", "", [3, 1]), ("pow", "", [4, 1])],
    "squares of a square": [("rational", "3", []), *DOUBLINGS],
    "squares of a small square": [("rational", "1/3", []), *DOUBLINGS],
    "a product shared many times": [LONG, ("mul", "", [0] * 40_000)],
    "a sum shared many times": [("rational", f"1/{'7' * 3990}", []), ("add", "", [0] * 40_000)],
    "many divisors": [("rational", f"1/{2**61 - 1}", []),
                      *[("rational", f"1/{2**61 + 2 * i + 1}", []) for i in range(3000)],
                      ("add", "", list(range(3001)))],
    "many powers": [*[("rational", str(2**1900 + i), []) for i in range(2000)],
                    *[("pow", "", [i, i]) for i in range(2000)], ("add", "", [3999, 3998])],
}  # fmt: skip


@pytest.mark.parametrize("rows", HOSTILE.values(), ids=HOSTILE)
def test_numbers_that_would_take_for_ever_are_refused_at_once(rows):
    """Without a limit, any of them takes hours or all memory."""
    with pytest.raises(NotNumbers, match="too many digits"):
        read_numbers(tree(*rows))


def test_a_long_number_alone_is_a_number():
    assert read_number(tree(LONG)) == 10**4000 - 1


def test_a_long_sum_of_short_numbers_is_read():
    assert read_number(tree(("rational", "7", []), ("add", "", [0] * 5000))) == 35_000


@pytest.mark.parametrize("value", [2, [2], [[2.0]], Tensor.of([[2]], "int8"), Tensor.of(2.0)])
def test_a_single_number_may_come_as_an_array_of_one(value):
    assert read_number(value) == 2


@pytest.mark.parametrize(("value", "count"), [([1, 2], 2), ([], 0)])
def test_several_numbers_are_not_one(value, count):
    with pytest.raises(NotNumbers, match=f"expected one number, got {count}"):
        read_number(value)


def test_sides_of_length_one_can_be_left_out():
    assert Readings((1, 2, 1), (ONE, TWO)).squeezed == (2,)


def test_what_is_no_number_leaves_a_gap_of_its_own_size():
    """A row that is none stands for as many gaps as the others have entries."""
    readings = read_entries([[1, None, 2], "row", [3, math.nan, 1]])
    assert readings.shape == (3, 3)
    assert [entry for entry in readings.entries if isinstance(entry, Fraction)] == [
        ONE, TWO, THREE, ONE,
    ]  # fmt: skip
    assert [str(gap) for gap in readings.gaps] == [
        "expected numbers, got `None`", *["expected numbers, got `str`"] * 3,
        "nan is not a number that can be compared",
    ]  # fmt: skip


def test_gaps_among_many_rows_are_counted_before_they_are_made():
    with pytest.raises(NotNumbers, match="more than 100000 numbers"):
        read_entries([None] * 1000 + [Tensor.of(np.zeros(101))])


ROOT = tree(("rational", "2", []), ("rational", "1/2", []), ("pow", "", [0, 1]))


def test_irrational_numbers_are_read_where_a_checker_says_so():
    """√2, also in a list and in a matrix, and rounded to more bits than were asked for."""
    matrix = tree(*ROOT.rows, ("matrix", "1,2", [2, 0]))
    (root,) = read_numbers(ROOT, rounded=100).entries
    assert abs(root**2 - 2) < Fraction(1, 2**98)
    assert read_numbers(matrix, rounded=100) == Numbers((1, 2), (root, TWO))
    assert read_numbers([ROOT, 1], rounded=100) == Numbers((2,), (root, ONE))
    assert read_number(ROOT, rounded=100) == root


def test_irrational_numbers_are_refused_elsewhere():
    for value in (ROOT, [ROOT]):
        with pytest.raises(NotNumbers, match="`pow`, where a number is expected"):
            read_numbers(value)


def test_what_is_no_number_is_refused_where_rounded_ones_are_read():
    with pytest.raises(NotNumbers, match="`x`, where a number is expected"):
        read_numbers(tree(("symbol", "x", [])), rounded=100)


@pytest.mark.parametrize(
    "value",
    [3, [1, 2], [[1, 2, 3], [4, 5, 6]], [[[1], [2]], [[3], [4]]], [], [[], []]],
)
def test_numbers_nest_as_they_came(value):
    assert read_numbers(value).nested() == value
