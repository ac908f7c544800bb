"""Whole submissions earn what is expected of them, and the public tests object to no right one."""

import shutil

import pytest

from autograder.checking.pieces import Piece, done


@pytest.fixture
def told(bench):
    def told(kind, name=""):
        outcomes = done(bench(), Piece(kind, name))
        return [problem for outcome in outcomes for problem in outcome.problems]

    return told


def test_nothing_is_told_where_all_is_as_expected(told):
    assert told("submission", "excellent") == []


def test_another_share_is_told_with_what_was_said(told, assignment, replace_in):
    expected = assignment.submissions / "empty" / "expected"
    replace_in(expected, "1.mean nothing", "1.mean half")
    [problem] = told("submission", "empty")
    assert problem.place == f"{expected}:1"
    assert "1.mean earns 0 of 1 points, and 0.5 are expected" in problem.what
    assert "is not answered yet" in problem.what


def test_what_cannot_be_read_or_is_missing_is_told(told, assignment, replace_in):
    expected = assignment.submissions / "empty" / "expected"
    replace_in(expected, "1.mean nothing", "1.mean some")
    replace_in(expected, "2.cost nothing\n", "")
    first, second = told("submission", "empty")
    assert (first.place, second.place) == (f"{expected}:1", str(expected))
    assert "it lacks 1.mean, 2.cost" in second.what


def test_a_public_test_that_objects_to_the_reference_is_told(told, assignment):
    tests = assignment.template / "test_q2_average.py"
    tests.write_text(f"{tests.read_text()}\n\ndef test_more():\n    assert 'right' == 'wrong'\n")
    [problem] = told("public")
    assert problem.place == str(assignment.reference)
    assert "assert 'right' == 'wrong'" in problem.what


def test_a_students_folder_that_is_missing_is_told(told, assignment):
    shutil.rmtree(assignment.template)
    [problem] = told("public")
    assert problem.place == str(assignment.template)
    assert problem.remedy == f"Make it: autograder template {assignment.name}"
