"""A ruling on a line earns what a run would in which the line had that verdict, whatever it is.

A person rules on each line of a whole submission in turn; and where others follow it, once more
where the grader could not decide it. What follows is compared with what grading comes to where the
line is given its verdict while the others are graded.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import pytest

from autograder.course import Course
from autograder.grading.answers import Answered
from autograder.grading.ledger import Ledger, settle
from autograder.grading.rubric import grading_order
from autograder.grading.session import Session
from autograder.handed_in import read
from autograder.records.kept import HandedIn, KeptLine, KeptSubmission
from autograder.records.people import Person
from autograder.rulings.applying import apply, ruled_results
from autograder.rulings.reading import parse_rulings
from autograder.verdict import earned, lost, partial, pending
from rubric_lines import ASSIGNMENTS, PROJECT, check_of, rubric_of

SUBMISSION = "typical"
GIVEN = {"all": earned(), "half": partial(Fraction(1, 2), "Half."), "nothing": lost("No.")}
LINES = [(name, line.number) for name in ASSIGNMENTS for line in rubric_of(name).lines]


def followers(assignment, number):
    """Return the lines that follow a line, and those that follow these."""
    found = {number}
    for line in grading_order(rubric_of(assignment).lines):
        if not found.isdisjoint(line.follows):
            found.add(line.number)
    return found - {number}


FOLLOWED = [(name, number) for name, number in LINES if followers(name, number)]


def with_what_they_follow(assignment, numbers):
    by_number = {line.number: line for line in rubric_of(assignment).lines}
    found, waiting = set(), list(numbers)
    while waiting:
        number = waiting.pop()
        found.add(number)
        waiting += by_number[number].follows
    return found


@dataclass(frozen=True)
class Undecided:
    """In the place of a checker: it asks for the answer, and comes to no end."""

    def check(self, line):
        """Leave the line to a person."""
        line.submitted.answer()
        return pending("no end")


@pytest.fixture(scope="session")
def graded(zygote, layers, running):
    """Grade lines of the whole submission, some with a verdict that is given; return what is kept.

    ``undecided`` is a line at which the grader comes to no end.
    """

    def graded(assignment, numbers, *, given=None, undecided=""):
        here = Course(PROJECT).assignment(assignment)
        submission = read(here.submissions / SUBMISSION, rubric_of(assignment), here)
        kept = {}
        opened = Session(zygote, running(assignment), submission, layers=layers, keep_answers=True)
        with opened as session:
            for line in grading_order(rubric_of(assignment).lines):
                if line.number not in numbers:
                    continue
                target, checker = check_of(assignment, line.number)
                checker = Undecided() if line.number == undecided else checker
                found = session.grade(line, target, checker)
                verdict = (given or {}).get(line.number, found)
                session.keep(line.number, verdict)
                answered = session.answered(line.number)
                kept[line.number] = KeptLine(key="", verdict=verdict, answered=answered)
        return kept

    return graded


@pytest.fixture(scope="session")
def whole(graded):
    """Return what is kept of the whole submission; it is graded once."""

    @cache
    def whole(assignment):
        return graded(assignment, {line.number for line in rubric_of(assignment).lines})

    return whole


@pytest.fixture(scope="session")
def undecided_at(graded):
    """Return what is kept of a line that cannot be decided, and of those after it; graded once."""

    @cache
    def undecided_at(assignment, number):
        needed = with_what_they_follow(assignment, followers(assignment, number))
        return graded(assignment, needed, undecided=number)

    return undecided_at


def after_ruling(assignment, number, share, kept):
    """Return the lines as they count after a ruling on one of them."""
    lines = rubric_of(assignment).lines
    text = f'[[ruling]]\nline = "{number}"\nfor = ["a@x.edu"]\nshare = "{share}"\nby = "M"\n'
    rulings = parse_rulings(text, "r.toml", [line.number for line in lines])
    handed_in = HandedIn(id="s", people=(Person(email="a@x.edu"),))
    submission = KeptSubmission(handed_in=handed_in, state="graded", lines=kept)
    ruled = apply(rulings, [submission], lines)
    assert not [told for told in ruled.unruled if "not known" in told.text]
    return settle(ruled_results(submission, lines, ruled.verdicts["s"]))


def as_run(assignment, kept):
    """Return the lines as they count at the end of a run with these verdicts."""
    ledger = Ledger(rubric_of(assignment), lambda _: None, clock=lambda: 0.0)
    for number, line in kept.items():
        ledger.record(number, line.verdict, answered=Answered())
    return ledger.results.lines


def assert_same(found, expected, number):
    for one, other in zip(found, expected, strict=True):
        assert one.line.number == other.line.number
        if one.line.number == number:
            assert (one.verdict.state, one.verdict.share) == (
                other.verdict.state,
                other.verdict.share,
            )
        else:
            assert one.verdict == other.verdict


@pytest.mark.parametrize(("assignment", "number"), LINES)
def test_a_ruling_comes_to_what_a_run_does_in_which_the_line_had_that_verdict(
    graded, whole, assignment, number
):
    after = followers(assignment, number)
    # Of lines that others follow, one share in turn: these are graded again for it.
    turn = list(GIVEN)[LINES.index((assignment, number)) % len(GIVEN)]
    for share in [turn] if after else GIVEN:
        verdict = GIVEN[share]
        run = {**whole(assignment), number: KeptLine(key="", verdict=verdict)}
        if after:
            needed = with_what_they_follow(assignment, after)
            again = graded(assignment, needed, given={number: verdict})
            run.update({follower: again[follower] for follower in after})
        found = after_ruling(assignment, number, share, whole(assignment))
        assert_same(found, as_run(assignment, run), number)


@pytest.mark.parametrize(("assignment", "number"), FOLLOWED)
def test_so_does_a_ruling_on_a_line_that_the_grader_could_not_decide(
    graded, whole, undecided_at, assignment, number
):
    after = followers(assignment, number)
    needed = with_what_they_follow(assignment, after)
    undecided = {**whole(assignment), **undecided_at(assignment, number)}
    assert undecided[number].verdict.state.ours
    for share, verdict in GIVEN.items():
        again = graded(assignment, needed, undecided=number, given={number: verdict})
        run = {**undecided, number: again[number], **{name: again[name] for name in after}}
        found = after_ruling(assignment, number, share, undecided)
        assert_same(found, as_run(assignment, run), number)


def test_some_line_waits_for_a_ruling_and_loses_or_earns_by_it(undecided_at):
    """Else the tests above would say nothing."""
    ends = set()
    for assignment, number in FOLLOWED:
        kept = undecided_at(assignment, number)
        for name in followers(assignment, number):
            foreseen = kept[name].answered.conditional.get(number)
            if kept[name].verdict.state.ours and foreseen is not None:
                ends.add((foreseen.state.value, "followed" in foreseen.notes))
    assert {("failed", False), ("partial", False), ("passed", True)} <= ends
