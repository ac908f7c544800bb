"""The students' folder: up to date, unanswered, and without answers."""

import shutil

import pytest

from autograder.checking.pieces import Piece, done


@pytest.fixture
def told(bench):
    def told():
        outcomes = done(bench(), Piece("template"))
        return [problem for outcome in outcomes for problem in outcome.problems]

    return told


def test_nothing_is_told_of_one_without_fault(told):
    assert told() == []


def test_one_that_is_not_there_is_told(told, assignment):
    shutil.rmtree(assignment.template)
    [problem] = told()
    assert problem.place == str(assignment.template)
    assert problem.remedy == f"Make it anew: autograder template {assignment.name}"


def test_one_that_is_out_of_date_is_told(told, assignment, replace_in):
    replace_in(assignment.template / "pytest.ini", "testpaths = .", "testpaths = here")
    [problem] = told()
    assert problem.place == str(assignment.template / "pytest.ini")


def test_a_line_that_is_answered_already_is_told(told, assignment, line_number):
    # Out of date besides.
    file = assignment.template / "q2_average.py"
    file.write_text(f"{file.read_text()}\n\ndef cost(t, d):\n    return 7\n")
    rubric = assignment.rubric / "test_q2_average.py"
    places = [problem.place for problem in told()]
    assert places == [str(file), f"{rubric}:{line_number(rubric, 'def test_cost')}"]


def test_an_answer_in_it_and_a_fault_of_the_list_are_told(told, assignment):
    listed = assignment.variants / "giveaways"
    listed.write_text("[9.z]\nfind: running average\n")
    assert {problem.place for problem in told()} >= {f"{listed}:2"}
