"""Points are written once, in the rubric; texts have places for them."""

from fractions import Fraction

import pytest

from autograder.grading.points import (
    UnknownClause,
    filled,
    literal_points,
    points_text,
    read_share,
    share_text,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"), (Fraction(2), "2"), (Fraction(3, 2), "1.5"), (Fraction(1, 3), "0.333"),
        (Fraction(1, 16), "0.0625"),
        (Fraction(100), "100"), (Fraction(5, 4), "1.25"), (Fraction(10), "10"),
    ],
)  # fmt: skip
def test_points_are_written_as_a_person_writes_them(value, text):
    assert points_text(value) == text


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("Worth {points}.", "Worth 6."),
        ("its sum {points:the sum}, the rest {points:2/3}", "its sum 1.5, the rest 4"),
        ("{points:1} and {W: matrix} and {points", "6 and {W: matrix} and {points"),
    ],
)
def test_a_text_gets_the_points_that_it_speaks_of(text, full):
    assert filled(text, Fraction(6), {"the sum": Fraction(1, 4)}) == full


@pytest.mark.parametrize("place", ["{points:gradient}", "{points:1/0}", "{points:-1}"])
def test_a_clause_that_does_not_exist_is_refused_or_left(place):
    with pytest.raises(UnknownClause, match="no clause is called"):
        filled(place, Fraction(6), {"the sum": Fraction(1, 4)})
    assert filled(place, Fraction(6), strict=False) == place


@pytest.mark.parametrize(
    "text",
    [
        "earns 2 points",
        "(18 points)",
        "1.5 points",
        "half a point",
        "of the eight points",
        "½ point",
    ],
)
def test_a_number_of_points_is_found_in_a_text(text):
    assert literal_points(text)


@pytest.mark.parametrize(
    "text", ["without points", "no points", "at 3 points of the grid", "a point", "{points} points"]
)
def test_points_without_a_number_and_points_of_mathematics_are_no_find(text):
    assert not literal_points(text)


@pytest.mark.parametrize(
    ("text", "share"),
    [("all", 1), ("half", Fraction(1, 2)), ("2/3", Fraction(2, 3)), ("nothing", 0)],
)
def test_a_share_is_a_word_or_a_fraction(text, share):
    assert read_share(text) == share
    assert share_text(Fraction(share)) == text


@pytest.mark.parametrize("text", ["", "most", "3/2", "-1/2", "1/0", "0.5"])
def test_what_is_no_share_is_refused(text):
    with pytest.raises(ValueError, match="is no share"):
        read_share(text)
