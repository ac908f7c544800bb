"""Where in a rubric something stands."""

import pytest

from autograder.checking.places import place_of_text, source_of_test, told
from autograder.grading.rubric import read_rubric


@pytest.fixture
def line(assignment):
    return next(x for x in read_rubric(assignment.rubric).lines if x.number == "1.variance")


def test_a_text_is_looked_for_in_the_test_then_in_its_module(line, line_number):
    in_test = line_number(line.module, '{"unbiased": ')
    assert place_of_text(line, "unbiased") == f"{line.module}:{in_test}"
    assert place_of_text(line, "0.001") == f"{line.module}:{line_number(line.module, '0.001')}"
    assert place_of_text(line, "nowhere") == line.place


def test_the_place_of_a_line_is_where_its_test_begins(line, line_number):
    assert line.place == f"{line.module}:{line_number(line.module, 'def test_variance')}"
    assert source_of_test(line).startswith("@number('1.variance')")


def test_an_exception_is_told_with_its_last_place_in_a_folder(tmp_path):
    path = tmp_path / "own.py"
    path.write_text("def fails():\n    return 1 / 0\n")
    names = {}
    exec(compile(path.read_text(), str(path), "exec"), names)
    with pytest.raises(ZeroDivisionError) as caught:
        names["fails"]()
    assert told(caught.value, tmp_path) == f"ZeroDivisionError: division by zero (at {path}:2)"
    assert told(caught.value, tmp_path / "other") == "ZeroDivisionError: division by zero"
