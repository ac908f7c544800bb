"""What was handed in: the assignment is recognised, and files are read as the course asks."""

import shutil

import pytest

from autograder.course import Assignment
from autograder.handed_in import assignments, find_assignment, read
from small_course import ASSIGNMENT, COURSE, NAME, RUBRIC


def test_the_assignment_is_found_by_its_files():
    known, broken = assignments(COURSE)
    assert find_assignment(ASSIGNMENT.reference, known) == NAME
    assert broken == {}


def test_the_template_as_it_is_handed_out_gives_way_to_answers(course, tmp_path):
    """Also after somebody has written a name into it, on another system."""
    assignment = course.assignment(NAME)
    shutil.copytree(assignment.template, tmp_path, dirs_exist_ok=True)
    assert read(tmp_path, RUBRIC, assignment).untouched == RUBRIC.question_files
    shutil.copytree(assignment.reference, tmp_path / "mine")
    for file in RUBRIC.question_files:
        text = (tmp_path / file).read_bytes().replace(b"\n", b"\r\n")
        (tmp_path / file).write_bytes(b"# Jane Doe\r\n" + text)
    found = read(tmp_path, RUBRIC, assignment)
    assert found.answered == {file: f"mine/{file}" for file in RUBRIC.question_files}
    assert found.untouched == ()


def test_what_is_handed_out_is_made_where_there_is_no_folder_of_it(course, tmp_path):
    elsewhere = Assignment(tmp_path / "course", NAME)
    shutil.copytree(ASSIGNMENT.reference, elsewhere.reference)
    found = read(course.assignment(NAME).template, RUBRIC, elsewhere)
    assert found.untouched == RUBRIC.question_files


def test_grading_some_lines_draws_the_same_inputs(tmp_path):
    """The seed follows from all that is handed in, whatever is graded of it."""
    files = {f"{file.removesuffix('.py')} (1).py": f"# {file}" for file in RUBRIC.question_files}
    for path, text in files.items():
        (tmp_path / path).write_text(text)
    some = read(tmp_path, RUBRIC.select("2"), ASSIGNMENT)
    assert some.digest == read(tmp_path, RUBRIC, ASSIGNMENT).digest


ANSWER = "\\begin{answer}{2.weights} $1$ \\end{answer}\n"


@pytest.mark.parametrize("name", [f"{NAME}.tex", "q2_average.tex", "anything.tex"])
def test_a_document_alone_is_a_submission(tmp_path, name):
    """By its name, or by the numbers of what it answers."""
    (tmp_path / name).write_text(ANSWER)
    assert find_assignment(tmp_path, assignments(COURSE)[0]) == NAME
    (document,) = read(tmp_path, RUBRIC, ASSIGNMENT).documents.values()
    assert document.path == name


def test_a_document_is_the_same_where_some_lines_are_graded_alone(tmp_path):
    """Also one for a question file of which no line is graded."""
    for name in (f"{NAME}.tex", "q2_average.tex"):
        (tmp_path / name).write_text(ANSWER)
    some = read(tmp_path, RUBRIC.select("1"), ASSIGNMENT)
    assert some.documents == read(tmp_path, RUBRIC, ASSIGNMENT).documents
    assert len(some.documents) == 2
