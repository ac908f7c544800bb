"""The same slip earns the same on every line, and the message of what is nearly right says so.

docs/marks.md has the rules.
"""

from dataclasses import dataclass, fields
from fractions import Fraction

import pytest

from autograder.checkers.entries import Entries
from autograder.checkers.equal import Equal
from autograder.checkers.linear import Linear
from autograder.checkers.slips import SLIP, find_slip
from autograder.checkers.symbolic import reference_answer, stated, understood
from autograder.checkers.target import Misreading
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.verdict import earned
from rubric_lines import ASSIGNMENTS, check_of, line_of, reference_of, rubric_of

# Formulas and numbers: of code, the checkers' own texts would have to be read.
LINES = [
    (assignment, number)
    for assignment in ASSIGNMENTS
    for number in [line.number for line in rubric_of(assignment).lines]
    if isinstance(check_of(assignment, number)[1], (Entries, Equal, Linear))
]
for_each_line = pytest.mark.parametrize(("assignment", "number"), LINES)


def misreadings(checker):
    """Return the misreadings of a checker by their notes, of whatever it calls them."""
    return {
        note: item
        for field in fields(checker)
        if isinstance(getattr(checker, field.name), dict)
        for note, item in getattr(checker, field.name).items()
        if isinstance(item, Misreading)
    }


@for_each_line
def test_what_is_named_is_nearly_right_just_where_it_earns_half(assignment, number):
    """A factor before a sum that has points of its own is called by its own sentence."""
    _, checker = check_of(assignment, number)
    for note, misreading in misreadings(checker).items():
        is_nearly = misreading.message.startswith("Nearly")
        is_paid_apart = isinstance(checker, Linear) and bool(checker.multiple)
        assert is_nearly == (misreading.share == SLIP and not is_paid_apart), note


@dataclass(frozen=True)
class Underpaid:
    """Looks for misreadings that earn less than the slip which they are."""

    misreadings: dict
    found: list

    def check(self, line):
        """Compare the reference with each misreading."""
        expected = reference_answer(line)
        for note, misreading in self.misreadings.items():
            answer = stated(line, misreading.answer)
            if find_slip(line, expected, answer, understood(answer)) is not None:
                self.found.append((note, misreading.share))
        return earned()


@pytest.mark.parametrize(
    ("assignment", "number"),
    [
        (assignment, number)
        for assignment, number in LINES
        if isinstance(check_of(assignment, number)[1], Equal)
    ],
)
def test_no_misreading_that_is_a_slip_earns_anything_but_half(
    zygote, layers, running, assignment, number
):
    target, checker = check_of(assignment, number)
    line = line_of(assignment, number)
    underpaid = Underpaid(misreadings(checker), [])
    submission = Submission(reference_of(assignment).sources)
    with Session(zygote, running(assignment), submission, layers=layers) as session:
        verdict = session.grade(line, target, underpaid)
    assert verdict.share == 1, verdict.review
    assert all(share == Fraction(1, 2) for _, share in underpaid.found), underpaid.found
