"""The rubrics of this repository's assignments: what they say of themselves, and what it comes to.

That their lines are read from the source as pytest collects them is seen here on many of them; what
`autograder.grading.rubric` refuses stands in its own tests.
"""

import inspect
from fractions import Fraction

import pytest
from few_names import MOST_NAMES, checkers_in

from autograder.course import Course
from autograder.grading.file_times import IMPATIENT_SECONDS
from autograder.grading.points import filled
from autograder.grading.workers import LOAD_SECONDS
from autograder.grading_plugin import GradingPlugin
from autograder.handed_in import assignments, find_assignment
from autograder.run import DEADLINE_SECONDS, file_seconds
from autograder.sandbox.limits import WALL_FACTOR
from rubric_lines import ASSIGNMENTS, PROJECT, package_of, rubric_of


class Collected:
    """Takes what pytest collects of a rubric, imported as in grading, and nothing of its output."""

    def __init__(self, package):
        self.items = []
        self._package = package

    pytest_pycollect_makemodule = GradingPlugin.pytest_pycollect_makemodule

    def pytest_collection_finish(self, session):
        """Keep what is left after every other plugin."""
        self.items = list(session.items)


@pytest.fixture(scope="module", params=ASSIGNMENTS)
def rubric(request):
    return rubric_of(request.param)


def test_a_checker_beside_a_rubric_is_made_of_few_names_of_ours():
    checkers = checkers_in(PROJECT / "tests" / "grading")
    assert len(checkers) > 4
    assert {path: names for path, names in checkers.items() if len(names) > MOST_NAMES} == {}


def test_the_source_says_what_the_decorators_set(rubric):
    for line in rubric.lines:
        test = getattr(package_of(rubric.assignment).load(line.module), line.test)
        assert line.number == test.__number__
        assert line.weight == Fraction(str(test.__weight__))
        assert line.visibility == getattr(test, "__visibility__", "visible")
        assert line.tags == tuple(getattr(test, "__tags__", ()))
        assert line.code == getattr(test, "__code_line__", False)
        assert line.counts_with == getattr(test, "__counts_with__", "")
        assert line.cancels == getattr(test, "__cancels__", "")
        assert line.follows == getattr(test, "__follows__", ())
        text = " ".join(inspect.getdoc(test).split("\n\n")[0].split())
        assert line.name == filled(text, line.weight, line.clauses)


def test_pytest_collects_exactly_the_lines(rubric):
    collected = Collected(package_of(rubric.assignment))
    folder = PROJECT / "tests" / "grading" / rubric.assignment
    arguments = [
        f"--config-file={PROJECT / 'autograder' / 'pytest.ini'}", f"--rootdir={folder}",
        f"--confcutdir={folder}",
        *("--collect-only", "-p", "no:cacheprovider", "-p", "no:terminal"),
        *sorted({str(line.module) for line in rubric.lines}),
    ]  # fmt: skip
    assert pytest.main(arguments, plugins=[collected]) == pytest.ExitCode.OK
    tests = {(item.path, item.originalname) for item in collected.items}
    assert tests == {(line.module, line.test) for line in rubric.lines}


def test_points_are_positive_and_names_differ(rubric):
    """A line without points says so in its name."""
    assert all(line.weight > 0 or "no points" in line.name for line in rubric.lines)
    names = [(line.module, line.name) for line in rubric.lines]
    assert len(set(names)) == len(names)


def test_what_a_line_needs_or_cancels_with_lies_in_its_own_question(rubric):
    by_number = {line.number: line for line in rubric.lines}
    for line in rubric.lines:
        if line.counts_with:
            assert by_number[line.counts_with].module == line.module
        if line.cancels:
            group = [other for other in rubric.lines if other.cancels == line.cancels]
            assert len(group) > 1
            assert {other.module for other in group} == {line.module}


def test_all_limits_together_lie_below_the_platforms(rubric):
    """Every line of every file hangs, as long as it may, and its file takes as long to import."""
    total = 0.0
    for file in rubric.question_files:
        lines = [line for line in rubric.lines if line.question_file == file]
        limits = sorted((line.seconds for line in lines), reverse=True)
        patient = [LOAD_SECONDS + seconds for seconds in limits[:2]]
        impatient = [2 * min(seconds, IMPATIENT_SECONDS) for seconds in limits[2:]]
        hanging = WALL_FACTOR * sum(patient + impatient)
        total += min(hanging, file_seconds(rubric, DEADLINE_SECONDS))
    assert total < DEADLINE_SECONDS


def test_every_file_has_time_for_its_own_lines_to_hang_once(rubric):
    longest = max(line.seconds for line in rubric.lines)
    assert file_seconds(rubric, DEADLINE_SECONDS) > WALL_FACTOR * (LOAD_SECONDS + longest)


def test_an_assignment_is_found_by_its_files(rubric):
    """Its files are enough to tell it from the others."""
    known, broken = assignments(Course(PROJECT))
    assert broken == {}
    assert find_assignment(PROJECT / "reference" / rubric.assignment, known) == rubric.assignment
