"""An assignment promises a Python, and is not graded by an older one."""

import sys

import pytest

from autograder.grading.interpreter import WrongPython, promised_python, require_python


def test_without_a_word_the_stock_image_is_promised(tmp_path):
    assert promised_python(tmp_path) == (3, 10)


def test_the_promise_is_read_from_the_reference(tmp_path):
    (tmp_path / "python").write_text("3.12\n")
    assert promised_python(tmp_path) == (3, 12)


@pytest.mark.parametrize("text", ["", "3", "python3.12", "3.12.1", "2.7", "3.x"])
def test_what_is_no_version_is_named(tmp_path, text):
    (tmp_path / "python").write_text(text)
    with pytest.raises(WrongPython, match="not a version of Python"):
        promised_python(tmp_path)


def test_a_later_interpreter_reads_what_was_promised():
    require_python((3, 10))
    require_python((3, 10), (3, 13))
    require_python(sys.version_info[:2])


def test_an_earlier_one_is_refused():
    with pytest.raises(WrongPython, match=r"promises Python 3\.13, and the grader runs 3\.12"):
        require_python((3, 13), (3, 12))
