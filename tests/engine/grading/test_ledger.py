"""Every line has a state from the first moment, and lines that depend on each other are settled."""

import errno
from fractions import Fraction
from itertools import count
from pathlib import Path

import pytest

from autograder.grading.ledger import LeaderboardEntry, Ledger, LineResult, settle
from autograder.grading.rubric import Rubric, RubricLine
from autograder.verdict import (
    PENDING_TEXT,
    WRONG_CHOICE,
    State,
    Understood,
    earned,
    lost,
    partial,
    pending,
)


def line(number, weight=1, **rest):
    return RubricLine(
        number=number, name=f"Line {number}", weight=Fraction(str(weight)),
        module=Path("test_q1.py"), test=f"test_{number}", **rest,
    )  # fmt: skip


RIGHT, WRONG = earned(), lost("This choice is not right.", notes=(WRONG_CHOICE,))
UNREADABLE = lost("Expected `True` or `False`, got `int`.", notes=("unreadable",))
UNANSWERED = lost("not answered yet", notes=("unanswered",))
OURS = pending("the grader's own fault")


def settled(*pairs):
    return settle(tuple(LineResult(which, verdict) for which, verdict in pairs))


@pytest.fixture
def published():
    return []


@pytest.fixture
def ledger(published):
    rubric = Rubric("hw", (line("1.a", 2), line("1.b", "1.5"), line("2", "0.5")))
    return Ledger(rubric, published.append, clock=count().__next__)


# ------------------------------------------------------------------------------ the ledger


def test_every_line_is_there_before_anything_is_graded(published, ledger):
    (first,) = published
    assert [(r.line.number, r.verdict.state) for r in first.lines] == [
        ("1.a", State.NOT_REACHED), ("1.b", State.NOT_REACHED), ("2", State.NOT_REACHED),
    ]  # fmt: skip
    assert (first.assignment, first.score, first.maximum) == ("hw", 0, 4)
    assert ledger.results.lines == first.lines


def test_a_line_keeps_what_was_submitted_whatever_becomes_of_it(published, ledger):
    ledger.keep({"1.a": "a1", "2": "b2"})
    ledger.record("2", lost("no"))
    assert [r.submitted for r in published[-1].lines] == ["a1", "", "b2"]


def test_every_verdict_is_published_at_once(published, ledger):
    ledger.record("1.b", earned(), 0.25)
    ledger.record("2", lost("no"))
    assert [results.score for results in published] == [0, Fraction(3, 2), Fraction(3, 2)]
    left = [[r.line.number for r in results.lines if r.verdict.state.ours] for results in published]
    assert left == [["1.a", "1.b", "2"], ["1.a", "2"], ["1.a"]]
    assert published[1].lines[1].seconds == 0.25


def test_a_share_of_a_line_is_exact(ledger):
    ledger.record("1.b", partial(Fraction(1, 3), "a third"))
    assert ledger.results.score == Fraction(1, 2)


@pytest.mark.parametrize(
    ("verdicts", "state"),
    [
        ([earned(), lost("no")], State.FAILED),
        ([lost("no"), earned()], State.FAILED),
        ([earned(), partial(Fraction(1, 2), "half"), earned()], State.PARTIAL),
        ([earned(), earned()], State.PASSED),
        ([earned(), OURS, lost("no")], State.UNDECIDED),
        ([lost("no"), OURS], State.UNDECIDED),
    ],
)
def test_of_several_cases_of_one_line_the_worst_stands(ledger, verdicts, state):
    for verdict in verdicts:
        ledger.record("1.a", verdict, 1.0)
    assert ledger.results.lines[0].verdict.state is state
    assert ledger.results.lines[0].seconds == len(verdicts)


def test_what_is_told_and_noted_is_published_with_the_next_state(published, ledger):
    ledger.tell(["a link was left out", "a FIFO too"])
    ledger.note({"seed": 7})
    ledger.note({"python": "3.10"})
    ledger.enter(LeaderboardEntry("speed", 3.0, "asc"))
    ledger.publish()
    last = published[-1]
    assert last.messages == ("a link was left out", "a FIFO too")
    assert last.details == {"seed": 7, "python": "3.10"}
    assert last.leaderboard == (LeaderboardEntry("speed", 3.0, "asc"),)
    assert published[0].messages == ()


def test_every_state_has_its_time(published, ledger):
    ledger.record("2", earned())
    ledger.publish()
    assert [results.seconds for results in published] == [0, 1, 2]


@pytest.fixture
def disk(published):
    """A place to publish to that is full as long as it says so."""

    class Disk:
        full = True

        def write(self, results):
            if self.full:
                raise OSError(errno.ENOSPC, "No space left on device")
            published.append(results)

    return Disk()


def test_a_state_that_cannot_be_published_is_part_of_the_next(published, disk):
    ledger = Ledger(Rubric("hw", (line("1.a"), line("1.b"))), disk.write, clock=lambda: 0.0)
    ledger.record("1.a", earned())
    assert published == []
    assert "No space left on device" in ledger.unpublished
    disk.full = False
    ledger.record("1.b", lost("no"))
    assert [r.verdict.state for r in published[0].lines] == [State.PASSED, State.FAILED]
    assert ledger.unpublished == ""


def test_only_the_latest_state_counts_as_unpublished(published, disk):
    disk.full = False
    ledger = Ledger(Rubric("hw", (line("1.a"),)), disk.write, clock=lambda: 0.0)
    disk.full = True
    ledger.record("1.a", earned())
    assert len(published) == 1
    assert ledger.unpublished


def test_what_is_no_matter_of_the_disk_is_not_passed_over():
    """A state that has no form is a fault of ours, which another attempt does not mend."""

    def publish(_):
        raise UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed")

    with pytest.raises(UnicodeEncodeError):
        Ledger(Rubric("hw", (line("1.a"),)), publish, clock=lambda: 0.0)


# ----------------------------------------------------------------------- choices that cancel

N, S = line("1.3.necessary", "1.5", cancels="1.3"), line("1.3.sufficient", "1.5", cancels="1.3")


@pytest.mark.parametrize(
    ("necessary", "sufficient", "points"),
    [
        (RIGHT, RIGHT, 3),
        (RIGHT, WRONG, Fraction(3, 4)),
        (WRONG, RIGHT, Fraction(3, 4)),
        (WRONG, WRONG, 0),
        (RIGHT, UNANSWERED, Fraction(3, 4)),
        (RIGHT, UNREADABLE, Fraction(3, 4)),
        (WRONG, UNANSWERED, 0),
        (UNANSWERED, UNANSWERED, 0),
        (RIGHT, OURS, Fraction(3, 2)),
        (WRONG, OURS, 0),
    ],
)
def test_a_choice_that_is_not_right_takes_half_of_what_a_right_one_earns(
    necessary, sufficient, points
):
    results = settled((N, necessary), (S, sufficient))
    assert sum(result.score for result in results) == points
    assert all(result.score >= 0 for result in results)


def test_five_choices_of_unequal_weight():
    """Right: 2 + 1 = 3; others: 0.5 + 0.4 + 1 = 1.9; so 2.05 are left, two thirds of it of one."""
    weights = ["2", "1", "0.5", "0.4", "1"]
    lines = [line(f"4.{i}", weight, cancels="4") for i, weight in enumerate(weights)]
    results = settled(*zip(lines, [RIGHT, RIGHT, WRONG, WRONG, UNANSWERED], strict=True))
    scores = [result.score for result in results]
    assert scores == [Fraction("4.1") / 3, Fraction("2.05") / 3, 0, 0, 0]
    assert results[0].verdict.state is State.PARTIAL
    assert results[0].verdict.notes == ("cancelled",)
    assert results[2].verdict == WRONG


def test_twice_as_much_wrong_as_right_is_nothing_and_not_less():
    small, large = line("5.a", "0.5", cancels="5"), line("5.b", "2", cancels="5")
    results = settled((small, RIGHT), (large, WRONG))
    assert [result.score for result in results] == [0, 0]
    assert results[0].verdict.state is State.FAILED


def test_groups_do_not_touch_each_other_nor_lines_outside():
    other, alone = line("2", cancels="2"), line("3")
    results = settled((N, RIGHT), (S, RIGHT), (other, WRONG), (alone, RIGHT))
    assert [result.score for result in results] == [Fraction(3, 2), Fraction(3, 2), 0, 1]


@pytest.mark.parametrize("first", [RIGHT, WRONG, UNANSWERED])
def test_who_tries_earns_no_less_than_who_leaves_it_out_or_answers_nonsense(first):
    tried, left_out, nonsense = (
        sum(result.score for result in settled((N, first), (S, other)))
        for other in (WRONG, UNANSWERED, UNREADABLE)
    )
    assert tried >= max(left_out, nonsense)


def test_what_is_ours_stays_ours_beside_a_wrong_choice():
    results = settled((N, WRONG), (S, OURS))
    assert results[1].verdict == OURS


# ------------------------------------------------------------- lines that count with another

COST, FEASIBLE = line("2.2.cost"), line("2.2.feasible", counts_with="2.2.cost")


@pytest.mark.parametrize(
    ("cost", "state", "points"),
    [
        (RIGHT, State.PASSED, 1),
        (lost("loose"), State.FAILED, 0),
        (partial(Fraction(1, 2), "half"), State.PASSED, 1),
        (UNANSWERED, State.FAILED, 0),
        (lost("slow", state=State.TIMED_OUT), State.FAILED, 0),
        (OURS, State.UNDECIDED, 0),
        (pending("later", state=State.NOT_REACHED), State.UNDECIDED, 0),
    ],
)
def test_a_line_counts_only_with_the_one_it_needs(cost, state, points):
    result = settled((COST, cost), (FEASIBLE, RIGHT))[1]
    assert (result.verdict.state, result.score) == (state, points)
    assert settled((FEASIBLE, RIGHT), (COST, cost))[0].verdict == result.verdict


def test_the_student_is_told_which_line_it_counts_with():
    verdict = settled((COST, lost("no")), (FEASIBLE, RIGHT))[1].verdict
    assert "2.2.cost" in verdict.message
    verdict = settled((COST, OURS), (FEASIBLE, RIGHT))[1].verdict
    assert verdict.message == PENDING_TEXT
    assert "2.2.cost" in verdict.review


@pytest.mark.parametrize("verdict", [WRONG, UNANSWERED, OURS, lost("x", state=State.EXITED)])
def test_a_line_that_earns_nothing_says_so_whatever_it_needs(verdict):
    assert settled((COST, lost("no")), (FEASIBLE, verdict))[1].verdict == verdict
    assert settled((COST, RIGHT), (FEASIBLE, verdict))[1].verdict == verdict


def test_a_line_keeps_how_it_was_read_while_it_waits():
    understood = Understood("T N", "T N")
    waiting = settled((COST, OURS), (FEASIBLE, earned(understood=understood)))[1]
    assert waiting.verdict.understood == understood


def test_the_ledger_settles_in_whatever_order_lines_are_graded():
    def total(*order):
        states = []
        ledger = Ledger(Rubric("hw", (COST, FEASIBLE, N, S)), states.append, lambda: 0.0)
        for number, verdict in order:
            ledger.record(number, verdict)
        return states[-1].score

    graded = [("2.2.cost", RIGHT), ("2.2.feasible", RIGHT),
              ("1.3.necessary", RIGHT), ("1.3.sufficient", UNANSWERED)]  # fmt: skip
    assert total(*graded) == total(*reversed(graded)) == Fraction("2.75")


def test_a_message_has_points_where_it_speaks_of_a_share():
    """Of what it quotes nothing is taken for a clause."""
    line = RubricLine(
        number="1", name="1", weight=Fraction(8), module=Path("test_q.py"), test="test_x",
        clauses={"the sum": Fraction(5, 8)},
    )  # fmt: skip
    verdict = partial(Fraction(1, 2), "{points:the sum} for the sum, {points:1/4}, not {points:x}")
    assert LineResult(line, verdict).message == "5 for the sum, 2, not {points:x}"
