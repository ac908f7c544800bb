"""A message about a missing file tells the likeliest story, and no other."""

import pytest

from autograder.grading.missing import missing_file, unanswered_file
from autograder.grading.submission import read_submission

QUESTIONS = ("q1_norm.py", "q2_beam.py")
TEMPLATES = dict.fromkeys(QUESTIONS, b"def f():\n    raise NotImplementedError\n")
UNTOUCHED = TEMPLATES["q1_norm.py"]
THERE = {"q2_beam.py": "x = 1"}
NONE = "There is no file `q1_norm.py` in your submission."


@pytest.fixture
def read(hand_in):
    return lambda files: read_submission(hand_in(files), QUESTIONS, TEMPLATES)


@pytest.mark.parametrize(
    ("files", "story"),
    [
        ({}, ""),
        (THERE, ""),
        ({**THERE, "test_q1_norm.py": "", "notation.py": "", "data.csv": ""}, ""),
        ({**THERE, "data.zip": {"x.csv": ""}}, ""),
        ({"q1_norm_final.py": ""}, " Is it `q1_norm_final.py`? Rename it."),
        ({"q1_norm_final.py": "", "q1_norm_final.zip": {"x": ""}, "a.ipynb": "{}"},
         " Is it `q1_norm_final.py`? Rename it."),
        ({**{f"{k:04}.csv": "" for k in range(2000)}, "z/q1_normal.py": ""},
         " Is it `z/q1_normal.py`? Rename it."),
        ({"q1_norm.txt": ""}, " Is it `q1_norm.txt`? Rename it."),
        ({"q1_norm": ""}, " Is it `q1_norm`? Rename it."),
        ({"hw.ipynb": "{}"}, " Is it in the notebook `hw.ipynb`? Name that `q1_norm.ipynb`."),
        ({**THERE, "a.ipynb": "{}", "q1_normal.ipynb": "{}"},
         " Is it in the notebook `q1_normal.ipynb`? Name that `q1_norm.ipynb`."),
        ({"src/q1_norm/__init__.py": ""},
         " `src/q1_norm/__init__.py` is a package: put its code into one file, `q1_norm.py`."),
        ({"q1_norm.rar": ""}, " Is it in `q1_norm.rar`? Such archives are not opened: hand in the "
         "files that are in it, or all of them as a .zip."),
        ({**THERE, "data.tar.gz": ""}, ""),
        ({"q1_norm.zip": "no archive"}, " The archive `q1_norm.zip` was not read: it is no zip "
         "archive, or not all of it."),
    ],
)  # fmt: skip
def test_the_likeliest_story_is_told(read, files, story):
    assert missing_file("q1_norm.py", read(files)) == NONE + story


def test_what_is_graded_for_another_question_is_no_story(read):
    found = read({"q2 beam.py": "x = 1", "q2_beam.ipynb": "{}"})
    assert "Is it" not in missing_file("q1_norm.py", found)


def test_a_file_that_was_left_out_is_named_with_the_reason(read, hand_in):
    hand_in({})
    (hand_in({}) / "q1_norm.py").symlink_to("elsewhere")
    assert missing_file("q1_norm.py", read({})) == (
        "There is no file `q1_norm.py` to grade: `q1_norm.py` was left out: it is a link."
    )


def test_a_notebook_that_is_too_large_comes_with_what_to_do(read):
    found = read({"q1_norm.ipynb": "x" * (3 << 20)})
    assert missing_file("q1_norm.py", found) == (
        "There is no file `q1_norm.py` to grade: `q1_norm.ipynb` was left out: it is larger than "
        "2 MiB; clear its outputs, save it, and hand it in again."
    )
    blank = read({"q1_norm.py": UNTOUCHED})
    assert blank.untouched == ("q1_norm.py",)
    assert unanswered_file("q1_norm.py", blank) == ""
    assert blank.notes == (
        "`q1_norm.ipynb` was left out: it is larger than 2 MiB; clear its outputs, save it, and "
        "hand it in again",
    )


def test_an_archive_that_has_it_is_named_with_what_to_do(read):
    found = read({**THERE, "rest.zip": {"q1_norm.py": ""}})
    assert missing_file("q1_norm.py", found) == (
        "There is no file `q1_norm.py` to grade: `rest.zip/q1_norm.py` was left out: archives are "
        "read only where no question file lies beside them; hand in what is in it."
    )


def test_several_that_differ_are_named(read):
    found = read({f"{who}/q1_norm.py": who for who in "abcdefg"})
    assert missing_file("q1_norm.py", found) == (
        "There are several files for `q1_norm.py` that differ, so none is graded: "
        "`a/q1_norm.py`, `b/q1_norm.py`, `c/q1_norm.py`, `d/q1_norm.py`, `e/q1_norm.py`, … (7 in "
        "all). Hand in one of them, as `q1_norm.py`."
    )


def test_a_template_is_told_apart_from_what_may_be_the_answer(read):
    found = read({"q1_norm.py": UNTOUCHED, "q1_norm_final.py": "x = 1"})
    assert unanswered_file("q1_norm.py", found) == (
        "`q1_norm.py` answers nothing yet. Is it `q1_norm_final.py`? Rename it."
    )


def test_a_template_alone_needs_no_story(read):
    assert unanswered_file("q1_norm.py", read({"q1_norm.py": UNTOUCHED, **THERE})) == ""
