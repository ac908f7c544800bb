"""The top of a report: each question's points, and what waits, of what is shown at once."""

from fractions import Fraction

import pytest

from autograder.report.summary import questions_text, waiting_text
from autograder.verdict import State, earned, lost, partial, pending

LATER = ["after_due_date", "after_published", "hidden"]


def test_each_question_has_its_figure_in_the_order_of_the_lines(result):
    lines = [
        result("1.a", earned(), "6"),
        result("2.1", earned(), "10"),
        result("2.10", partial(Fraction(1, 4), ""), "10"),
        result("10", lost("no"), "0.5"),
    ]
    assert questions_text(lines) == "Q1 6/6 · Q2 12.5/20 · Q10 0/0.5"


@pytest.mark.parametrize("visibility", LATER)
@pytest.mark.parametrize("verdict", [earned(), lost("no"), pending("why")])
def test_a_line_that_is_shown_later_changes_nothing_at_the_top(result, visibility, verdict):
    """Whatever it earned, and whether it waits: a student could tell from either."""
    shown = [result("1.a", earned(), "2"), result("2", pending("why"))]
    later = [
        result("1.b", verdict, "3", visibility=visibility),
        result("3", verdict, visibility=visibility),
    ]
    text = questions_text([*shown, *later])
    assert text == "Q1 2/2 · Q2 0/1 (without what is shown later)"
    assert questions_text(shown) == "Q1 2/2 · Q2 0/1"


def test_lines_that_wait_are_counted_and_named(result):
    lines = [
        result("1.a", pending("why"), "1.5"),
        result("1.b", lost("no"), "8"),
        result("2", pending("late", state=State.NOT_REACHED), "0.5"),
    ]
    two = "2 lines wait for a person, worth 2 points; nothing is lost: 1.a, 2."
    assert waiting_text(lines) == two
    assert waiting_text(lines[:2]).startswith("1 line waits for a person, worth 1.5 points")
    assert waiting_text(lines[1:2]) == ""


def test_without_lines_there_is_nothing_to_say(result):
    assert questions_text([]) == waiting_text([]) == ""
    assert questions_text([result("1", earned(), visibility="hidden")]) == ""
