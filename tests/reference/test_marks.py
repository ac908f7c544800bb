"""The same slip earns the same on every line, and the message of what is nearly right says so.

docs/marks.md has the rules.
"""

from dataclasses import fields

import pytest

from autograder.checkers.answers.entries import Entries
from autograder.checkers.common.known_answers import Misreading
from autograder.checkers.symbolic.equal import Equal
from autograder.checkers.symbolic.linear import Linear
from autograder.checkers.symbolic.slips import SLIP
from rubric_lines import ASSIGNMENTS, check_of, rubric_of

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
