"""What is not there in a student's folder is not done yet."""

import importlib
import sys
from types import ModuleType

import pytest

from autograder.student.undone import UndoneFiles, add_undone, question_of

QUESTIONS = {"1.a": {"file": "q1_missing.py", "function": "first"}}


@pytest.fixture
def missing():
    """Find a question file that is not there."""
    finder = UndoneFiles(["q1_missing.py"])
    sys.meta_path.append(finder)
    yield importlib.import_module("q1_missing")
    sys.meta_path.remove(finder)
    del sys.modules["q1_missing"]


def test_every_function_of_a_missing_file_is_not_done(missing):
    with pytest.raises(NotImplementedError):
        missing.first(1, t=2)
    assert missing.first is missing.first
    assert missing.first.__name__ == "first"


def test_a_missing_file_has_no_name_of_pythons_own(missing):
    assert not hasattr(missing, "__path__")
    assert not hasattr(missing, "_first")


def test_other_modules_are_not_found():
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("q2_missing")


def test_a_function_is_the_answer_to_a_question_whatever_it_calls_itself(missing):
    missing.first = lambda: 1
    assert question_of(missing.first, QUESTIONS) == ("1.a", QUESTIONS["1.a"])
    assert question_of(missing.second, QUESTIONS) is None


def test_a_function_that_a_file_lacks_is_not_done():
    module = ModuleType("q1")
    with pytest.raises(NotImplementedError):
        add_undone(module, "first")()
    assert "first" in vars(module)
