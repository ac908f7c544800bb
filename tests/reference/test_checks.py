"""The assignments of this repository prove themselves: `autograder check`, a case for each piece.

Each process of the tests has one zygote, and one worker of each reference.
"""

import pytest

from autograder.checking.tasks import done, tasks_of
from autograder.course import Course
from autograder.grading.rubric import read_rubric
from rubric_lines import ASSIGNMENTS, PROJECT

PIECES = [
    (assignment, task)
    for assignment in map(Course(PROJECT).assignment, ASSIGNMENTS)
    for task in tasks_of(assignment, read_rubric(assignment.rubric))
]
# The longest first, so that no process is left with one when the others have ended.
PIECES.sort(key=lambda piece: -piece[1].cost)


@pytest.mark.parametrize(
    ("assignment", "task"),
    PIECES,
    ids=[f"{assignment.name}-{task.name or task.kind}" for assignment, task in PIECES],
)
def test_an_assignment_proves_itself(bench, assignment, task):
    outcomes = list(done(bench(assignment), task))
    problems = [str(problem) for outcome in outcomes for problem in outcome.problems]
    assert not problems, "\n\n".join(problems)
    assert outcomes
