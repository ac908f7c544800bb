"""The same answer with two verdicts is a fault of the run."""

import pytest
from answered import expression, kept, rubric_line, submission, verdict

from autograder.checkers.following.earlier import FOLLOWED
from autograder.grouping.contradictions import ContradictionWatch, contradictions
from autograder.verdict import State, earned, pending

LINE = rubric_line()
FOLLOWING = rubric_line(follows=("1.z",))


def faults(found):
    return [fault.submissions for fault in contradictions(found)]


def test_two_ends_of_one_answer_are_reported_with_both_names(grouped):
    found = grouped(
        ann=kept(expression("x"), verdict("0")),
        ben=kept(expression("x"), verdict("0")),
        cleo=kept(expression("2*x/2"), verdict("1/2")),
        dan=kept(expression("y"), verdict("1")),
    )
    assert faults(found) == [("ann", "cleo")]
    (fault,) = contradictions(found)
    assert str(fault) == (
        "1.a: the same answer ended in two ways, for ann (failed, 0) and for cleo (partial, 1/2)"
    )


def test_an_answer_that_is_left_to_a_person_only_once_is_reported(grouped):
    found = grouped(
        ann=kept(expression("x"), verdict("0")), ben=kept(expression("x"), pending("too long"))
    )
    assert faults(found) == [("ann", "ben")]


@pytest.mark.parametrize(
    "other",
    [
        kept(expression("x"), verdict("0", notes=("other",))),
        kept(expression("x"), pending("no time", state=State.NOT_REACHED)),
    ],
)
def test_other_notes_and_what_was_not_graded_are_none(grouped, other):
    assert faults(grouped(ann=kept(expression("x"), verdict("0")), ben=other)) == []


def test_what_a_person_has_put_together_may_differ(grouped):
    found = grouped(
        ann=kept(expression("x"), verdict("0")), ben=kept(expression("y"), verdict("1"))
    )
    merged = found.merged([[group.id for group in found.groups]])
    assert faults(merged) == []


def test_a_line_that_follows_others_is_judged_by_itself(grouped):
    """One goes on from a wrong answer of their own, the other does not."""
    going_on = kept(expression("x"), earned(notes=(FOLLOWED,)), right=verdict("0"))
    without = kept(expression("x"), verdict("0"), right=verdict("0"))
    right = kept(expression("x"), verdict("1"))
    assert faults(grouped(FOLLOWING, ann=going_on, ben=without)) == []
    assert faults(grouped(FOLLOWING, ann=going_on, ben=right)) == [("ann", "ben")]


def test_where_that_is_not_known_nothing_is_said(grouped):
    going_on = kept(expression("x"), earned(notes=(FOLLOWED,)))
    assert faults(grouped(FOLLOWING, ann=going_on, ben=kept(expression("x")))) == []


def watched(line=LINE, **answers):
    """Return what a watch says of submissions that come one after the other."""
    watch = ContradictionWatch([line])
    for name, answer in answers.items():
        watch.see(submission(name, a=answer), name.upper())
    return [fault.submissions for fault in watch.found]


def test_a_watch_finds_the_first_two_of_each_answer():
    assert watched(
        ann=kept(expression("x"), verdict("0")),
        ben=kept(expression("y"), verdict("1")),
        cleo=kept(expression("2*x/2"), verdict("1")),
        dan=kept(expression("x"), verdict("1/2")),
        eve=kept(expression("y"), verdict("1")),
        fay=kept(None, verdict("1")),
        gus=kept(None, verdict("0")),
    ) == [("ANN", "CLEO")]


def test_a_watch_asks_whether_expressions_are_equal_where_they_ended_differently():
    answers = {"ann": ("x", "0"), "ben": ("2*x", "1"), "cleo": ("x + 0*y", "1")}
    found = watched(
        **{
            name: kept(expression(text, exact="value:k"), verdict(share))
            for name, (text, share) in answers.items()
        }
    )
    assert found == [("ANN", "CLEO")]


def test_a_watch_leaves_out_what_lines_make_of_those_that_they_follow():
    going_on = kept(expression("x"), earned(notes=(FOLLOWED,)), right=verdict("0"))
    without = kept(expression("x"), verdict("0"), right=verdict("0"))
    assert watched(FOLLOWING, ann=going_on, ben=without) == []
    assert watched(LINE, ann=going_on, ben=without) == [("ANN", "BEN")]


def test_a_watch_does_not_hold_answers_that_are_very_long():
    terms = [f"{k}*x**{k}" for k in range(2, 200)]
    one, other = (expression(" + ".join(t), exact="value:k") for t in (terms, terms[::-1]))
    assert watched(ann=kept(one, verdict("0")), ben=kept(other, verdict("1"))) == []
