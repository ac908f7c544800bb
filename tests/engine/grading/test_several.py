"""A folder of several people's submissions is told from one submission."""

import pytest

from autograder.grading.submission import read_submission

QUESTIONS = ("q1_a.py", "q2_b.py", "q3_c.py")
UNTOUCHED = "def f():\n    raise NotImplementedError\n"


@pytest.fixture
def several(hand_in):
    """Return the folders that are taken for a submission each."""
    templates = dict.fromkeys(QUESTIONS, UNTOUCHED.encode())

    def several(*paths, **contents):
        files = {f"{path}.py": contents.get(path.split("/")[0], f"# {path}") for path in paths}
        return read_submission(hand_in(files), QUESTIONS, templates).several

    return several


def test_folders_that_each_have_everything_are_several(several):
    people = ("ann", "bob", "eve")
    assert several(*(f"{who}/{q}" for who in people for q in ("q1_a", "q2_b"))) == people


def test_they_may_lie_below_another_folder_and_in_folders_of_their_own(several):
    found = several("out/ann/hw/q1_a", "out/ann/hw/q2_b", "out/bob/q1_a", "out/bob/q2_b")
    assert found == ("out/ann", "out/bob")


def test_some_may_lack_a_file(several):
    """Two that are complete are enough; who left out a question is nobody's answer."""
    paths = ["ann/q1_a", "ann/q2_b", "bob/q1_a", "bob/q2_b", "eve/q1_a"]
    assert several(*paths) == ("ann", "bob")


def test_a_file_beside_them_changes_nothing(several):
    paths = ["ann/q1_a", "ann/q2_b", "bob/q1_a", "bob/q2_b", "q1_a"]
    assert several(*paths) == ("ann", "bob")


@pytest.mark.parametrize(
    "paths",
    [
        ("q1_a", "q2_b"),
        ("hw/q1_a", "hw/q2_b"),
        ("one/q1_a", "two/q2_b"),
        ("one/q1_a", "two/q1_a", "two/q2_b"),
        ("q1_a", "q2_b", "old/q1_a", "old/q2_b", "older/q1_a", "older/q2_b"),
        ("hw/q1_a", "hw/q2_b", "hw/old/q1_a", "hw/old/q2_b"),
    ],
)
def test_one_submission_is_one(several, paths):
    assert several(*paths) == ()


def test_a_template_or_a_copy_is_no_other_submission(several):
    paths = [f"{folder}/{question}" for folder in ("a", "b") for question in ("q1_a", "q2_b")]
    assert several(*paths, b=UNTOUCHED) == ()
    assert several(*paths, a="x", b="x\r\n") == ()
    assert several(*paths, a="x", b="y") == ("a", "b")


def test_people_who_wrote_in_latex_are_several_too(hand_in):
    documents = ("hw.tex", "q1_a.tex")
    files = {
        f"{who}/hw.tex": f"\\begin{{answer}}{{1}} ${who}$ \\end{{answer}}" for who in ("ann", "bob")
    }
    assert read_submission(hand_in(files), QUESTIONS, {}, documents).several == ("ann", "bob")
