"""The assignments of this repository prove themselves: `autograder check`, a case for each piece.

Each process of the tests has one zygote, and one worker of each reference.
"""

import pytest

from autograder.checking.pieces import done, pieces_of
from autograder.course import Course
from autograder.grading.rubric import read_rubric
from rubric_lines import ASSIGNMENTS, PROJECT

PIECES = [
    (assignment, piece)
    for assignment in map(Course(PROJECT).assignment, ASSIGNMENTS)
    for piece in pieces_of(assignment, read_rubric(assignment.rubric))
]
# The longest first, so that no process is left with one when the others have ended.
PIECES.sort(key=lambda piece: -piece[1].cost)


@pytest.mark.parametrize(
    ("assignment", "piece"),
    PIECES,
    ids=[f"{assignment.name}-{piece.name or piece.kind}" for assignment, piece in PIECES],
)
def test_an_assignment_proves_itself(bench, assignment, piece):
    outcomes = list(done(bench(assignment), piece))
    problems = [str(problem) for outcome in outcomes for problem in outcome.problems]
    assert not problems, "\n\n".join(problems)
    assert outcomes
