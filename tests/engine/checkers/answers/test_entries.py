"""Each entry of an array earns its part, in whatever shape it comes; mistakes are named."""

from fractions import Fraction

import numpy as np
import pytest

from autograder.checkers.answers.entries import Entries
from autograder.checkers.common.known_answers import Misreading
from autograder.checkers.common.ref import ref
from autograder.sandbox.values import Tensor, WireExpression
from autograder.verdict import State, earned

CHECKER = Entries(tolerance="0.001")
ROW = [Fraction(31, 12), Fraction(35, 12)]
TABLE = [[Fraction(i), Fraction(i, 2)] for i in range(1, 5)]  # 4 × 2
UNBIASED = Misreading(answer=ref.unbiased, share=Fraction(1, 2), message="Divided by n − 1.")
OTHER = Misreading(answer=ref.other, message="Another quantity.")


@pytest.mark.parametrize(
    "given",
    [
        ROW, [2.5833333, 2.9166667], [2.583, 2.916], [2.584, 2.917], (2.583, 2.917),
        [[2.583], [2.917]], [[[2.583], [2.917]]], Tensor.of([2.583, 2.917]),
        Tensor.of([[2.583, 2.917]], "float32"), [Fraction(2583, 1000), 2.917],
        Tensor("float64", (1, 2, 1), np.array([2.583, 2.917]).tobytes(), "numpy"),
        WireExpression(
            [["decimal", "2.583", []], ["decimal", "2.917", []], ["matrix", "2,1", [0, 1]]]
        ),
    ],
    ids=lambda value: repr(value)[:40],
)  # fmt: skip
def test_every_form_of_the_right_numbers_earns_all(line, given):
    assert CHECKER.check(line(given, ROW)) == earned()


@pytest.mark.parametrize(
    ("value", "right"),
    [("2.582334", True), ("2.58233", False), ("2.584333", True), ("2.58434", False)],
)
def test_the_tolerance_is_kept_to_the_last_digit(line, value, right):
    """31/12 = 2.58333…, so 2.58233… to 2.58433… are right."""
    verdict = CHECKER.check(line([Fraction(value), ROW[1]], ROW))
    assert verdict.share == (1 if right else Fraction(1, 2))


def test_each_entry_earns_its_part(line):
    verdict = CHECKER.check(line([[1, 0.5], [2, 1], [3, 7], [4, 2]], TABLE))
    assert (verdict.state, verdict.share) == (State.PARTIAL, Fraction(7, 8))
    assert verdict.message == "7 of 8 entries are right (to 0.001)."
    assert CHECKER.check(line([9] * 8, TABLE)).state is State.FAILED


@pytest.mark.parametrize(
    ("given", "share", "reason"),
    [
        ([Fraction(31, 12), None], Fraction(1, 2), "expected numbers, got `None`"),
        (["about 2.583", 2.9167], Fraction(1, 2), "expected numbers, got `str`"),
        (Tensor.of([np.nan, 2.9167]), Fraction(1, 2), "nan is not a number that can be compared"),
        (Tensor.of([[9.0], [np.inf]]), 0, "inf is not a number that can be compared"),
        (WireExpression([["symbol", "x", []], ["decimal", "2.917", []], ["matrix", "2,1", [0, 1]]]),
         Fraction(1, 2), "`x`, where a number is expected"),
    ],
)  # fmt: skip
def test_an_entry_that_cannot_be_read_costs_its_own_part(line, given, share, reason):
    verdict = CHECKER.check(line(given, ROW))
    assert verdict.share == share
    assert verdict.message == (
        f"{2 * share} of 2 entries are right (to 0.001). 1 could not be read: {reason}."
    )


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["2.583", 2.917], "Note: text was read as the number that it writes."),
        ("2.583", ""),
        (Tensor.of([2.583 + 0j, 2.917]), "complex numbers were read as real ones"),
        (Tensor.of([2.583 + 1e-9j, 2.917]), ""),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_was_read_although_it_is_no_form_of_numbers_is_told(line, given, told):
    """Text that is a number and complex numbers that are real earn what the numbers earn."""
    verdict = CHECKER.check(line(given, ROW))
    assert verdict.share == (1 if told else 0)
    assert told in verdict.message


def test_a_row_that_is_missing_costs_its_own_entries(line):
    verdict = CHECKER.check(line([TABLE[0], None, *TABLE[2:]], TABLE))
    assert verdict.share == Fraction(6, 8)
    assert CHECKER.check(line([*TABLE[:3], [4, "?"]], TABLE)).share == Fraction(7, 8)


def test_where_nothing_can_be_read_only_that_is_said(line):
    verdict = CHECKER.check(line([None, "?"], ROW))
    assert verdict.message == "The answer could not be read: expected numbers, got `None`."


def test_a_flat_array_is_read_in_order(line):
    flat = [entry for row in TABLE for entry in row]
    assert CHECKER.check(line(flat, TABLE)) == earned()
    assert CHECKER.check(line([flat], TABLE)) == earned()


def test_a_transposed_array_earns_half_and_is_named(line):
    turned = [[row[0] for row in TABLE], [row[1] for row in TABLE]]
    verdict = CHECKER.check(line(turned, TABLE))
    assert (verdict.share, verdict.notes) == (Fraction(1, 2), ("transpose",))
    assert verdict.message == (
        "The array is transposed: expected 4 × 2 numbers, got 2 × 4 numbers."
    )
    turned[0][0] = 99
    assert CHECKER.check(line(turned, TABLE)).share == 0


def test_a_square_array_that_is_transposed_is_told_from_a_right_one(line):
    assert CHECKER.check(line([[1, 3], [2, 4]], [[1, 2], [3, 4]])).share == Fraction(1, 2)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([1, 2, 3], "Expected 4 × 2 numbers, got 3 numbers."),
        (5, "Expected 4 × 2 numbers, got one number."),
        ([[1, 2, 3, 4]] * 4, "Expected 4 × 2 numbers, got 4 × 4 numbers."),
        ([[[1, 2], [3, 4]], [[1, 2], [3, 4]]], "Expected 4 × 2 numbers, got 2 × 2 × 2 numbers."),
        ([], "Expected 4 × 2 numbers, got 0 numbers."),
        (None, "The answer could not be read: expected numbers, got `None`."),
    ],
)
def test_another_shape_earns_nothing_and_is_named(line, given, message):
    verdict = CHECKER.check(line(given, TABLE))
    assert (verdict.state, verdict.message) == (State.FAILED, message)


# ------------------------------------------------------------------------ other quantities

MISREADINGS = Entries(tolerance="0.001", misreadings={"unbiased": UNBIASED, "other": OTHER})
OTHERS = {"unbiased": [Fraction(2), Fraction(4)], "other": [Fraction(7), Fraction(9)]}
RIGHT = [Fraction(1), Fraction(2)]


@pytest.mark.parametrize(
    ("given", "share", "notes"),
    [
        ([1, 2], 1, ()),
        ([2, 4], Fraction(1, 2), ("unbiased",)),
        ([2, 9], Fraction(1, 4), ("unbiased",)),
        ([1, 4], Fraction(1, 2), ("entries",)),
        ([7, 9], 0, ("other",)),
        ([5, 6], 0, ("entries",)),
    ],
)
def test_another_quantity_is_named_and_earns_its_share(line, given, share, notes):
    verdict = MISREADINGS.check(line(given, RIGHT, **OTHERS))
    assert (verdict.share, verdict.notes) == (share, notes)
    if notes not in ((), ("entries",)):
        assert verdict.message == {"unbiased": UNBIASED, "other": OTHER}[notes[0]].message


def test_a_quantity_that_is_right_at_an_entry_by_chance_is_named_all_the_same(line):
    """The standard deviations of 4, 9 and 1 are 2, 3 and 1: one entry is right."""
    verdict = MISREADINGS.check(line([2, 3, 1], [4, 9, 1], other=[2, 3, 1], unbiased=[5, 10, 2]))
    assert (verdict.share, verdict.notes) == (Fraction(1, 3), ("other",))


def test_a_misspelt_option_is_refused():
    with pytest.raises(TypeError):
        Entries(tolerence="0.001")
