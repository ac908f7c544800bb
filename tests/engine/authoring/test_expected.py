"""What whole submissions earn beside what is expected: read, then accepted."""

import pytest

from autograder.authoring.expected import Difference, accept, differences, earned_shares
from autograder.authoring.graded import graded, submission_folder
from autograder.authoring.refusal import AuthoringError
from autograder.authoring.submissions import expected_text, read_expected


def line(number, score, most, **more):
    return {"number": number, "score": score, "max_score": most, "status": "failed", **more}


@pytest.mark.parametrize(
    ("score", "most", "share"),
    [
        (2.0, 2.0, "all"),
        (0.0, 2.0, "nothing"),
        (1.0, 2.0, "half"),
        (0.333333, 1.0, "1/3"),
        (2.333333, 3.5, "2/3"),
        (0.046875, 0.5, "3/32"),
        (1.3125, 1.5, "7/8"),
    ],
)
def test_a_share_is_read_from_a_rounded_score(score, most, share, tmp_path):
    assert earned_shares({"tests": [line("1.1", score, most)]}, tmp_path) == {"1.1": share}


def test_a_line_without_points_is_right_or_wrong(tmp_path):
    tests = [line("1.1", 0.0, 0.0, status="passed"), line("1.2", 0.0, 0.0)]
    assert earned_shares({"tests": tests}, tmp_path) == {"1.1": "all", "1.2": "nothing"}


def test_of_a_line_that_is_left_to_a_person_nothing_is_expected(tmp_path):
    test = line("1.1", 0.0, 1.0, extra_data={"review": "undecided\nmore"})
    del test["status"]
    with pytest.raises(AuthoringError, match=r"1\.1 is left to a person.*undecided$"):
        earned_shares({"tests": [test]}, tmp_path)


def test_a_submission_is_graded_compared_and_accepted(assignment):
    """Every line by itself: one that is new, one that changed, one that is no line any more."""
    folder = assignment.submissions / "typical"
    folder.mkdir()
    (folder / "q1_softplus_slope.py").write_text(
        "from notation import *\n\n\ndef softplus_slope(x):\n    return -1 / (1 + exp(-x))\n\n\n"
        "def convolution():\n    return [7.5, -2.5, 5.5]\n"
    )
    (folder / "expected").write_text("1.1 all\n1.9 half\n2.1.witness nothing\n")
    found, earned = differences(assignment, folder)
    assert found == [
        Difference("1.1", "all", "half"),
        Difference("1.2", "", "2/3"),
        Difference("1.9", "half", ""),
    ]
    assert [str(each) for each in found] == [
        "1.1: all → half", "1.2: not said → 2/3", "1.9: half → no line of the rubric",
    ]  # fmt: skip
    (written,) = accept(assignment, {folder: earned})
    assert written == folder / "expected"
    assert written.read_text() == "1.1 half\n1.2 2/3\n2.1.witness nothing\n"


def test_what_cannot_be_graded_is_told(assignment):
    folder = assignment.submissions / "typical"
    folder.mkdir()
    path = assignment.rubric / "test_q1_softplus_slope.py"
    path.write_text("def")
    with pytest.raises(AuthoringError, match=rf"typical: could not be graded: .*{path.name}:1"):
        graded(assignment, folder)


def test_submissions_are_known_by_their_names(assignment, tmp_path):
    assert submission_folder(assignment, "excellent") == assignment.submissions / "excellent"
    assert submission_folder(assignment, str(tmp_path)) == tmp_path
    for name in ("typical", "", "..", "expected"):
        with pytest.raises(AuthoringError, match="there is empty, excellent"):
            submission_folder(assignment, name)


def test_nothing_is_written_outside_of_the_course(assignment, tmp_path):
    with pytest.raises(AuthoringError, match="lies outside of"):
        accept(assignment, {tmp_path: {"1.1": "all"}})


def test_the_file_keeps_the_rubrics_order():
    shares = read_expected("2.1 half\n\n1.1   2/3 \n9.9 all\n1.2\n")
    assert shares == {"2.1": "half", "1.1": "2/3", "9.9": "all", "1.2": ""}
    text = expected_text({"2.1": "half", "9.9": "all", "1.1": "2/3"}, ["1.1", "1.2", "2.1"])
    assert text == "1.1 2/3\n2.1 half\n9.9 all\n"
