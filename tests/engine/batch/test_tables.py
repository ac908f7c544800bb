"""The rows of a class's tables."""

from datetime import datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.batch.tables import (
    LINES_HEADER,
    GradedSubmission,
    grades_header,
    grades_rows,
    lines_rows,
    missing_row,
)
from autograder.grading.ledger import LineResult
from autograder.grading.rubric import RubricLine
from autograder.records.kept import HandedIn
from autograder.records.manifest import Manifest
from autograder.records.people import Person
from autograder.verdict import earned, lost, partial, pending


def line(number, weight):
    return RubricLine(
        number=number, name="", weight=Fraction(weight), module=Path("test_q1.py"), test="it"
    )


LINES = line("1.a", 2), line("1.b", 1), line("2.a", Fraction(1, 3))
MANIFEST = Manifest(
    assignment="small", course="/", lines=LINES, made_by={"rubric": "r", "engine": "e"}
)
ANN = Person(name="Ann", email="ann@x.edu", sid="00124", sections=("A", "B"))
BOB = Person(name="=Bob", platform_id="7")


def graded(*verdicts, people=(ANN, BOB), before=(), alone=(), **handed_in):
    results = zip(LINES, verdicts, strict=True) if verdicts else ()
    return GradedSubmission(
        id="s1",
        handed_in=HandedIn(id="s1", people=people, **handed_in),
        state="graded" if verdicts else "unreadable",
        lines=tuple(LineResult(line, verdict) for line, verdict in results),
        before=dict(before),
        alone=dict(alone),
    )


def by_name(header, row):
    assert len(header) == len(row)
    return dict(zip(header, row, strict=True))


def test_everybody_of_a_group_has_a_row():
    found = graded(
        earned(), partial(Fraction(1, 2), "so"), pending("who knows"),
        late=timedelta(hours=30, seconds=61), created_at=datetime(2026, 1, 2, tzinfo=timezone.utc),
    )  # fmt: skip
    ann, bob = (by_name(grades_header(LINES), row) for row in grades_rows(found, MANIFEST))
    assert ann == {
        "name": "Ann", "email": "ann@x.edu", "sid": "00124", "username": "", "platform_id": "",
        "sections": "A; B", "submission": "s1", "state": "graded", "score": 2.5,
        "maximum": pytest.approx(10 / 3, abs=1e-6), "late": "30:01:01",
        "submitted_at": "2026-01-02T00:00:00+00:00", "Q1": 2.5, "Q2": 0.0, "waiting": "2.a",
        "assignment": "small", "rubric": "r", "engine": "e",
    }  # fmt: skip
    assert {key for key in ann if ann[key] != bob[key]} == {
        "name", "email", "sid", "platform_id", "sections"
    }  # fmt: skip


def test_what_is_not_read_or_not_there_has_no_score():
    header = grades_header(LINES)
    (unread,) = (by_name(header, row) for row in grades_rows(graded(people=(ANN,)), MANIFEST))
    missing = by_name(header, missing_row(BOB, MANIFEST))
    for row, state in ((unread, "unreadable"), (missing, "missing")):
        assert row["state"] == state
        assert [row[name] for name in ("score", "Q1", "Q2")] == [None] * 3
        assert row["late"] == row["submitted_at"] == ""
    (nobody,) = grades_rows(graded(people=()), MANIFEST)
    assert nobody[0] == ""


def test_a_line_says_what_the_grader_gave_and_what_it_would_earn_by_itself():
    verdicts = lost("no", notes=("sign", "ruled")), earned(notes=("followed",)), earned()
    found = graded(*verdicts, before={"1.a": earned()}, alone={"1.b": lost("no")})
    first, second, third = (by_name(LINES_HEADER, row) for row in lines_rows(found))
    names = ("line", "share", "graded_share", "alone_share", "notes", "people")
    assert [first[name] for name in names] == ["1.a", "0", "1", "1", "sign; ruled", "ann@x.edu 7"]
    assert [second[name] for name in names] == ["1.b", "1", "1", "0", "followed", "ann@x.edu 7"]
    assert third["maximum"] == pytest.approx(1 / 3, abs=1e-6)
