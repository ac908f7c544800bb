"""Of the readings of one answer the best one is graded, and the message says which."""

from fractions import Fraction
from pathlib import Path

import pytest

from autograder.checkers.symbolic.equal import Equal
from autograder.grading.kept_answers import GradedLine
from autograder.grading.latex_calls import LatexCalls
from autograder.grading.readings import best_reading
from autograder.grading.rubric import RubricLine
from autograder.verdict import State, earned, lost, partial, pending

LINE = RubricLine(number="1", name="1", weight=Fraction(1), module=Path("test_q1.py"), test="test")


def best(*verdicts, remarks=()):
    """Return the verdict on an answer of which these are those on its readings."""
    judged = []
    for index, verdict in enumerate(verdicts, 1):
        side = LatexCalls("hw.tex", index, how=f"way {index}", remarks=remarks)
        judged.append((GradedLine(line=LINE, checker=Equal(), seed=1, student=side), verdict))
    graded, verdict = best_reading(judged, len(verdicts))
    assert f"way {graded.student.value}" in verdict.message or len(verdicts) == 1
    return verdict


def test_a_right_reading_comes_before_all_others():
    verdict = best(lost("no"), pending("?"), earned())
    assert verdict.state is State.PASSED
    assert verdict.message == "Your LaTeX can be read in 3 ways; it is graded as: way 3."


def test_what_a_person_has_to_decide_comes_before_what_is_lost():
    """It may be right: nothing is lost by it."""
    assert best(partial(Fraction(1, 2), "half"), pending("?")).state is State.UNDECIDED


def test_of_those_that_are_not_right_the_one_that_earns_most_is_taken_and_else_the_first():
    assert best(lost("no"), partial(Fraction(1, 2), "half")).share == Fraction(1, 2)
    assert best(lost("first"), lost("second")).message.startswith("first\n")


def test_remarks_stand_below_the_message():
    assert best(earned(), remarks=("bold is ignored",)).message == "In your LaTeX: bold is ignored"
    assert (
        best(lost("No."), remarks=("a", "b")).message == "No.\nIn your LaTeX: a\nIn your LaTeX: b"
    )


def test_an_answer_in_python_stays_as_it_is():
    graded = GradedLine(line=LINE, checker=Equal(), seed=1)
    assert best_reading([(graded, earned())], 1) == (graded, earned())


@pytest.mark.parametrize(
    ("value", "shown"), [("maybe", "maybe"), ([1, 2], "1, 2"), (True, "True"), ({"a": 1}, "a")]
)
def test_a_value_of_another_kind_is_shown_and_nothing_of_python_said(value, shown):
    side = LatexCalls("hw.tex", value)
    graded = GradedLine(line=LINE, checker=Equal(), seed=1, student=side)
    refusal = lost("Return the expression itself, without quotes.", notes=("unreadable",))
    _, verdict = best_reading([(graded, refusal)], 1)
    assert verdict.message.startswith("Your LaTeX was read as ")
    assert shown in verdict.message
    assert "Return" not in verdict.message


def test_what_cannot_be_read_at_all_keeps_its_reason():
    side = LatexCalls("hw.tex", lost("It cannot be read.", notes=("unreadable",)))
    graded = GradedLine(line=LINE, checker=Equal(), seed=1, student=side)
    refusal = lost("It cannot be read.", notes=("unreadable",))
    assert best_reading([(graded, refusal)], 1)[1].message == "It cannot be read."
