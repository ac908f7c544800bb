"""What can be told of an assignment before anything is graded, within about a second."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.course import Assignment
from autograder.grading.reference import SECRET, missing_secret
from autograder.grading.rubric import RubricError, read_rubric
from autograder.sandbox.sharing import open_zygote

from .latex_notations import problems_of_notations
from .public import problems_of_public_tests
from .questions import problems_of_files, problems_of_questions
from .report import Outcome, Problem, placed
from .statements import problems_of_line
from .workbench import Workbench

__all__ = ["AT_LOAD", "outcomes_at_load", "outcomes_of_sources", "problems_at_load"]

#: The row of what is told at load.
AT_LOAD = "at load"


def problems_at_load(assignment: Assignment) -> list[Problem]:
    """Return what is wrong with an assignment as far as it shows before anything is graded.

    Raises:
        ZygoteError: No worker can be started, which reads the questions.
    """
    outcomes = outcomes_of_sources(assignment)
    if not any(outcome.problems for outcome in outcomes):
        with open_zygote() as zygote, Workbench(assignment, zygote) as bench:
            outcomes += outcomes_at_load(bench)
    found = (problem for outcome in outcomes for problem in outcome.problems)
    return list(dict.fromkeys(found))


def outcomes_of_sources(assignment: Assignment) -> list[Outcome]:
    """Return what keeps all of an assignment from being checked, by its sources alone."""
    problems = []
    try:
        read_rubric(assignment.rubric)
    except RubricError as error:
        problems.append(Problem(*placed(str(error), assignment.rubric)))
    if not any(assignment.reference.glob("*.py")):
        what = "there is no reference"
        problems.append(Problem(str(assignment.reference), what, "Write the questions there."))
    return [Outcome(AT_LOAD, "sources", tuple(problems))]


def outcomes_at_load(bench: Workbench) -> Iterator[Outcome]:
    """Yield what is told of the questions, of the public tests, and of each line."""
    unread = tuple(problems_of_files(bench))
    yield Outcome(AT_LOAD, "reference", unread)
    yield Outcome(AT_LOAD, "secret", tuple(_problems_of_secret(bench.assignment)))
    yield Outcome(AT_LOAD, "questions", tuple(problems_of_questions(bench)))
    yield Outcome(AT_LOAD, "public tests", tuple(problems_of_public_tests(bench.assignment)))
    for line in bench.rubric.lines:
        problems = (*problems_of_line(bench, line), *problems_of_notations(bench, line))
        yield Outcome(AT_LOAD, line.number, problems)


def _problems_of_secret(assignment: Assignment) -> Iterator[Problem]:
    """Tell that the inputs that code is graded with follow from nothing that is kept secret."""
    if remedy := missing_secret(assignment.reference):
        what = "without a secret anybody can compute the inputs that code is graded with"
        yield Problem(str(assignment.reference / SECRET), what, remedy)
