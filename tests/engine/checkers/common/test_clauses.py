"""Shares of a line, and how the outcomes of its clauses add up."""

from fractions import Fraction

import pytest

from autograder.checkers.common.clauses import Clauses, without_worth
from autograder.checkers.common.line import Unanswered
from autograder.verdict import PENDING_TEXT, State, earned, lost, partial, pending

CLAUSES = Clauses({"values": 2, "ties": 1, "calls": 1})


def combine(values, ties, calls):
    return CLAUSES.combine({"values": values, "ties": ties, "calls": calls})


def raising(verdict):
    def check():
        raise Unanswered(verdict)

    return check


def test_everything_earned_is_everything():
    verdict = combine(earned(), earned(), earned())
    assert (verdict.state, verdict.share, verdict.message) == (State.PASSED, 1, "")


def test_each_clause_earns_its_weight():
    verdict = combine(earned(), lost("They differ."), earned())
    assert (verdict.state, verdict.share) == (State.PARTIAL, Fraction(3, 4))
    assert combine(lost("No."), earned(), earned()).share == Fraction(1, 2)


def test_a_clause_that_is_earned_in_part_counts_in_part():
    verdict = combine(partial(Fraction(1, 2), "Half of them."), earned(), lost("No."))
    assert verdict.share == Fraction(2 * 1 + 2 * 1, 8)
    assert "values: earned in part ({points:1/4} of {points:1/2}). Half of them." in verdict.message


def test_the_message_says_of_each_clause_how_it_ended_and_why():
    verdict = combine(earned(), lost("They differ."), earned())
    assert verdict.message == (
        "values: earned ({points:1/2}).\n"
        "ties: not earned ({points:0} of {points:1/4}). They differ.\n"
        "calls: earned ({points:1/4})."
    )


def test_one_reason_for_all_is_said_once():
    reason = lost("`f` is not answered yet.", notes=("unanswered",))
    verdict = combine(reason, reason, reason)
    assert verdict.message == "`f` is not answered yet."
    assert (verdict.share, verdict.notes) == (0, ("unanswered",))


def test_of_what_is_not_answered_nothing_else_is_said():
    """Unless a clause is earned all the same."""
    reason = lost("`f` is not answered yet.", notes=("unanswered",))
    assert combine(reason, lost("No."), lost("No.")).message == "`f` is not answered yet."
    assert "ties: earned (" in combine(reason, earned(), lost("No.")).message


def test_notes_of_all_clauses_are_kept_once_each():
    verdict = combine(lost("a", notes=("x", "y")), lost("b", notes=("y",)), earned())
    assert verdict.notes == ("x", "y")


def test_a_way_to_die_that_all_clauses_share_is_the_state():
    slow = lost("Too slow.", state=State.TIMED_OUT)
    assert combine(slow, slow, slow).state is State.TIMED_OUT
    assert combine(slow, lost("Wrong."), lost("Wrong.")).state is State.FAILED


def test_a_line_is_ours_where_one_of_its_clauses_is():
    verdict = combine(earned(), pending("two bounds overlap"), lost("Wrong."))
    assert verdict.state is State.UNDECIDED
    assert (verdict.share, verdict.message) == (0, PENDING_TEXT)
    assert verdict.review == "ties: two bounds overlap"


def test_what_is_wrong_with_several_clauses_is_said_once():
    """With the names of all of them, where the first of them stands."""
    verdict = combine(lost("It is copied."), earned(), lost("It is copied."))
    assert without_worth(verdict.message) == (
        "values, calls: not earned. It is copied.\nties: earned."
    )
    assert "calls: not earned ({points:0} of {points:3/4})." in verdict.message
    verdict = combine(earned("By a heap."), earned(), earned())
    assert without_worth(verdict.message) == (
        "values: earned. By a heap.\nties: earned.\ncalls: earned."
    )
    half = partial(Fraction(1, 2), "It is copied.")
    verdict = combine(lost("It is copied."), half, earned())
    assert without_worth(verdict.message).splitlines()[:2] == [
        "values: not earned. It is copied.",
        "ties: earned in part. It is copied.",
    ]


def test_examples_and_numbers_do_not_make_another_mistake():
    """The example is that of the first clause."""

    def wrong(number, where):
        return lost(f"There are {number} of 12. One is {number}e-3.\nFound with N = {where}")

    verdict = combine(wrong(3, "4, in float64"), wrong(5, "2, with ties"), wrong(-7, "1"))
    assert without_worth(verdict.message) == (
        "values, ties, calls: not earned. There are 3 of 12. One is 3e-3."
        "\nFound with N = 4, in float64"
    )


def test_numbers_that_are_of_no_example_are_said_of_each():
    part = [partial(Fraction(1, n), f"1 of {n} are right.") for n in (2, 3)]
    assert without_worth(combine(*part, earned()).message).splitlines() == [
        "values: earned in part. 1 of 2 are right.",
        "ties: earned in part. 1 of 3 are right.",
        "calls: earned.",
    ]


def test_a_first_sentence_is_not_said_again_before_another_one():
    verdict = combine(lost("Sums are asked for. It is a mean."), earned(),
                      lost("Sums are asked for. It is a product."))  # fmt: skip
    assert without_worth(verdict.message).splitlines() == [
        "values: not earned. Sums are asked for. It is a mean.",
        "ties: earned.",
        "calls: not earned. It is a product.",
    ]


def test_an_answer_that_never_came_costs_only_the_clause_that_asked_for_it():
    verdict = CLAUSES.judge(
        {
            "values": earned,
            "ties": raising(lost("The process died.", state=State.KILLED)),
            "calls": earned,
        }
    )
    assert (verdict.state, verdict.share) == (State.PARTIAL, Fraction(3, 4))
    assert "ties: not earned ({points:0} of {points:1/4}). The process died." in verdict.message


def test_clauses_that_a_line_does_not_name_are_not_run():
    run = []

    def check(name):
        return lambda: run.append(name) or earned()

    assert Clauses({"ties": 1}).judge({"values": check("values"), "ties": check("ties")}).share == 1
    assert run == ["ties"]


def test_a_clause_that_the_checker_does_not_know_is_refused():
    with pytest.raises(ValueError, match="no clause `tie` here: there is `values` and `ties`"):
        Clauses({"values": 1, "tie": 1}).require(("values", "ties"))


@pytest.mark.parametrize("weights", [{}, {"values": 0}, {"values": 1, "ties": -1}])
def test_weights_are_positive_and_there_is_one(weights):
    with pytest.raises(ValueError, match="positive weight"):
        Clauses(weights)
