"""A whole submission is graded by the command; what that said is kept where it did not succeed."""

from autograder.course import Course
from autograder.graded_apart import grade_apart, read_results
from small_course import NAME


def test_the_results_are_those_of_the_command(course):
    assignment = course.assignment(NAME)
    run = grade_apart(assignment, assignment.submissions / "empty")
    assert (run.fault, run.results["score"]) == ("", 0)
    assert all("is not answered yet" in test["output"] for test in run.results["tests"])


def test_what_the_command_said_is_told(tmp_path):
    """A rubric that does not parse is the course's fault; there are no results."""
    for mark in ("reference/hw1", "tests/grading/hw1"):
        (tmp_path / mark).mkdir(parents=True)
    (tmp_path / "tests/grading/hw1/test_q1.py").write_text("def")
    run = grade_apart(Course(tmp_path).assignment("hw1"), tmp_path / "nowhere")
    assert run.results is None
    assert "test_q1.py:1" in run.fault


def test_results_that_cannot_be_read_are_none(tmp_path):
    assert read_results(tmp_path) is None
    for text in ("{", "[]"):
        (tmp_path / "results.json").write_text(text)
        assert read_results(tmp_path) is None
