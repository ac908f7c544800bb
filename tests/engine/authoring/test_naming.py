"""What can be a name, and what is said of what cannot."""

import pytest

from autograder.authoring.naming import (
    first_part,
    require_assignment_name,
    require_file_name,
    require_function_name,
    require_number,
)
from autograder.authoring.refusal import AuthoringError


@pytest.mark.parametrize("name", ["hw2026", "hw-2026", "Final_2", "a"])
def test_names_of_assignments(name):
    require_assignment_name(name)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("hw 2026", "letters, digits"),
        ("../x", "letters, digits"),
        ("a/b", "letters, digits"),
        ("", "letters, digits"),
        (".", "letters, digits"),
        (".hidden", "letters, digits"),
        ("_private", "letters, digits"),
        ("2026", "letters, digits"),
        ("hw2026\n", "letters, digits"),
        ("übung", "letters, digits"),
        ("hw２", "letters, digits"),
        ("h" * 100, "letters, digits"),
        ("class", "a word of Python's"),
        ("match", "a word of Python's"),
        ("test", "something else is called so"),
        ("Tests", "something else is called so"),
        ("reference", "something else is called so"),
        ("con", "something else is called so"),
    ],
)
def test_what_is_no_name_of_an_assignment(name, why):
    with pytest.raises(AuthoringError, match=f"no name for an assignment.*{why}"):
        require_assignment_name(name)


@pytest.mark.parametrize("number", ["3.2", "3.2a", "4.4a.linear", "1.batch_mean", "12.10.x"])
def test_numbers(number):
    require_number(number)
    assert number.startswith(f"{first_part(number)}.")


@pytest.mark.parametrize(
    "number",
    ["3", "3.", ".2", "3..2", "3 .2", "3.2/x", "3.../x", "x.2", "3.2\n", "3.é", "3.con", ""],
)
def test_what_is_no_number(number):
    with pytest.raises(AuthoringError, match=r"no number of a question.*such as 3\.2"):
        require_number(number)


@pytest.mark.parametrize("file", ["q3.py", "q3_attention.py", "q3a_x_2.py"])
def test_names_of_files(file):
    require_file_name(file, "3.2")


@pytest.mark.parametrize(
    "file", ["attention.py", "q3_a-b.py", "../q3.py", "q3", "q_x.py", "q3 .py"]
)
def test_what_is_no_name_of_a_file(file):
    with pytest.raises(AuthoringError, match=r"no name of a question file: .* q3_attention\.py"):
        require_file_name(file, "3.2")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("two words", "letters, digits"),
        ("2nd", "letters, digits"),
        ("naïve", "letters, digits"),
        ("_private", "letters, digits"),
        ("lambda", "Python's own"),
        ("type", "Python's own"),
        ("sum", "Python's own"),
        ("test_this", "taken for a test"),
        ("relu", "there is a relu already"),
    ],
)
def test_what_is_no_name_of_a_function(name, why):
    with pytest.raises(AuthoringError, match=why):
        require_function_name(name, {"relu"})
