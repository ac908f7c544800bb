"""What a run wrote, read by its header."""

from fractions import Fraction

import pytest
from answered import rubric_line

from autograder.batch.tables import GradedSubmission, grades_header, grades_rows
from autograder.gradebook.run_grades import read_grades
from autograder.gradebook.sheet import FillError
from autograder.grading.ledger import LineResult
from autograder.records.kept import HandedIn
from autograder.records.manifest import Manifest
from autograder.records.people import Person
from autograder.spreadsheet import written
from autograder.verdict import earned, pending

HEADER = [
    "name", "email", "sid", "username", "platform_id", "sections", "submission", "state", "score",
    "maximum", "late", "submitted_at", "Q1", "waiting", "assignment", "rubric", "engine",
]  # fmt: skip


def row(name, score, waiting=""):
    return [
        name, "ann@x.edu", "00124", "ann", "7", "", "s1", "graded", score, 12.0, "", "", 1.0,
        waiting, "hw1", "ab", "cd",
    ]  # fmt: skip


def test_grades_are_read_by_header(tmp_path):
    rows = [row("=Ann, the 1st", 7.5, "2.4.beam 3.1"), row("Bo", "32/3"), row("Cy", None)]
    (tmp_path / "grades.csv").write_bytes(written(HEADER, rows))
    ann, bo, cy = read_grades(tmp_path)
    assert ann.person == Person(
        name="=Ann, the 1st", email="ann@x.edu", sid="00124", username="ann", platform_id="7"
    )
    assert (ann.score, ann.maximum, ann.is_waiting, ann.assignment) == (
        Fraction(15, 2), Fraction(12), True, "hw1"
    )  # fmt: skip
    assert (bo.score, bo.is_waiting) == (Fraction(32, 3), False)
    assert cy.score is None


def test_what_a_run_writes_of_lines_that_wait_is_read(tmp_path):
    """Their numbers stand there, and most of them are no numbers such as 2.1."""
    line = rubric_line("2.4.beam")
    people = (Person(name="Ann", email="ann@x.edu"), Person(name="Bo", email="bo@x.edu"))
    manifest = Manifest(assignment="hw1", course="", lines=(line,), order=("s1",))
    rows = []
    for person, verdict in zip(people, (pending("too long"), earned()), strict=True):
        graded = GradedSubmission(
            id="s1", handed_in=HandedIn(id="s1", people=(person,)), state="graded",
            lines=(LineResult(line, verdict),), before={},
            alone={},
        )  # fmt: skip
        rows += grades_rows(graded, manifest)
    (tmp_path / "grades.csv").write_bytes(written(grades_header([line]), rows))
    found = [(one.person, one.score, one.is_waiting) for one in read_grades(tmp_path)]
    assert found == [(people[0], 0, True), (people[1], 2, False)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "has no grades.csv: give the folder that `autograder batch --out` wrote"),
        (b"name,email\n", "grades.csv:1: there is no column score and no column maximum"),
        (b"name,score,maximum\nAnn,many,12\n", "grades.csv:2: `many` is no number"),
        (b"name,score,maximum\nAnn,1/0,12\n", "grades.csv:2: `1/0` is no number"),
        (b'name,score,maximum\n"Ann', "grades.csv:2: a quotation mark"),
    ],
)
def test_a_file_that_is_none_says_where(content, said, tmp_path):
    if content is not None:
        (tmp_path / "grades.csv").write_bytes(content)
    with pytest.raises(FillError, match=said):
        read_grades(tmp_path)
