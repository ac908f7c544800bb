"""The code of an answer is shown as it was handed in, or why it is not."""

from dataclasses import replace

import pytest

from autograder.records.kept import KeptLine
from autograder.records.manifest import Manifest
from autograder.review.answer_source import AnswerSources
from autograder.verdict import earned
from small_course import LINES, NAME

CODE = '''from notation import *

HALF = 1  # not two
UNUSED = 3


def helper(beta):
    """Says nothing."""
    return HALF * beta  # of beta


def cost(t, d):
    return 1


# what I tried
def cost(t, d):
    # once for each
    return t * helper(d)  # \N{GREEK SMALL LETTER BETA}
'''
LINE = next(line for line in LINES if line.number == "2.cost")
ANSWER = KeptLine(key="", verdict=earned())


@pytest.fixture
def find(tmp_path, course):
    """Find the answer to a line in a download, in which one has handed in some code."""
    for name, code in (("ann", CODE), ("bob", "def cost(t, d:\n"), ("eve", "x = 1\n")):
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "q2_average.py").write_text(code, "utf-8")
    (tmp_path / "class" / "joe").mkdir()
    (tmp_path / "class" / "joe" / "q1_spread.py").write_text("x = 1\n")

    def find(name, *, answer=ANSWER, place="class"):
        asked = {"input": str(tmp_path / place)}
        manifest = Manifest(assignment=NAME, course=str(course.root), lines=LINES, asked=asked)
        return AnswerSources(manifest).find(name, LINE, answer)

    return find


def test_it_is_as_it_was_written_and_then_what_it_uses(find):
    source, why = find("ann")
    own, used = source.split("\n\n\n# What it uses, without comments:\n\n")
    assert own == CODE[CODE.rindex("def cost") :].rstrip()
    assert why == ""
    assert "def helper(beta):" in used
    assert "HALF = 1" in used
    assert "UNUSED" not in used


@pytest.mark.parametrize(("name", "options", "reason"), [
    ("ann", {"answer": None}, "nothing was handed in for this line"),
    ("ann", {"place": "gone"}, "there is nothing of that name"),
    ("zoe", {}, "the download does not have this submission any more"),
    ("joe", {}, "there is no file that answers"),
    ("ann", {"answer": replace(ANSWER, submitted="another")}, "another answer by now"),
])  # fmt: skip
def test_where_there_is_none_the_reason_is_said(find, name, options, reason):
    source, why = find(name, **options)
    assert source == ""
    assert reason in why


@pytest.mark.parametrize(("name", "reason", "code"), [
    ("bob", "q2_average.py:1: ", "def cost(t, d:\n"),
    ("eve", "q2_average.py has no function `cost`", "x = 1\n"),
])  # fmt: skip
def test_a_file_without_the_function_is_shown_whole(find, name, reason, code):
    source, why = find(name)
    assert source.startswith(f"# The whole file: {reason}")
    assert source.endswith(code)
    assert why == ""


@pytest.mark.parametrize("code", [
    b"\x00", b"(" * 5000, b"-" * 3000 + b"1", b"+".join([b"1"] * 20_000), b"x" + b".a" * 5000,
    b"'\xe9'",
])  # fmt: skip
def test_no_code_is_so_that_it_cannot_be_looked_at(find, tmp_path, code):
    path = tmp_path / "class" / "ann" / "q2_average.py"
    path.write_bytes(b"def cost(t, d):\n    return " + code)
    source, why = find("ann")
    assert "def cost(t, d):" in source
    assert why == ""


def test_what_is_too_large_to_be_taken_apart_is_shown_as_it_is(find, tmp_path):
    path = tmp_path / "class" / "ann" / "q2_average.py"
    path.write_text("#" * (600 << 10) + "\n" + CODE)
    source, _ = find("ann")
    assert source.startswith("# The whole file: too large")
    assert len(source) < 100_000


def test_an_answer_in_latex_is_shown_with_the_document_it_stands_in(find, tmp_path):
    text = "\\begin{answer}{2.cost} It is $t d$. % for all\n\\end{answer}\n"
    (tmp_path / "class" / "joe" / "warmup.tex").write_text(text)
    assert find("joe") == ("% In warmup.tex:\n\nIt is $t d$.", "")
    (tmp_path / "class" / "ann" / "warmup.tex").write_text(text)
    source, why = find("ann")
    assert source.startswith(CODE[CODE.rindex("def cost") :].rstrip())
    assert source.endswith("% In warmup.tex:\n\nIt is $t d$.")
    assert why == ""


def test_a_course_that_is_gone_is_said():
    manifest = Manifest(assignment=NAME, course="/nowhere", asked={"input": "/nowhere"})
    source, why = AnswerSources(manifest).find("ann", LINE, ANSWER)
    assert (source, bool(why)) == ("", True)
