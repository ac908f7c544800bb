"""A rubric of a few lines, and submissions to it as they are kept."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.grading.answers import Answered, Fingerprint
from autograder.grading.rubric import RubricLine
from autograder.records.kept import HandedIn, KeptLine, KeptSubmission
from autograder.records.people import Person
from autograder.verdict import lost


def line(number, **options):
    return RubricLine(number=number, name=number, weight=Fraction(2), module=Path("test_q1.py"),
                      test=f"test_{number.replace('.', '_')}", **options)  # fmt: skip


@pytest.fixture
def lines():
    """A mean, what follows from it, what counts with it, and two choices that cancel."""
    return (
        line("1.mean"),
        line("1.next", follows=("1.mean",)),
        line("1.why", counts_with="1.mean"),
        line("2.a", cancels="2"),
        line("2.b", cancels="2"),
    )


@pytest.fixture
def numbers(lines):
    return [one.number for one in lines]


@pytest.fixture
def kept():
    """Return how a line ended: an answer, the digest of its code, and a verdict."""

    def kept(answer="", verdict=None, *, digest=None, conditional=None):
        fingerprint = Fingerprint(kind="expression", exact=answer) if answer else None
        answered = Answered(fingerprint=fingerprint, conditional=conditional or {})
        if verdict is None:
            verdict = lost("Wrong.", notes=("sign",))
        submitted = f"code of {answer}" if digest is None else digest
        return KeptLine(key="", verdict=verdict, submitted=submitted, answered=answered)

    return kept


@pytest.fixture
def handed_in():
    """Return a submission of one person or several, by what their e-mail addresses begin with."""

    def handed_in(names, state="graded", **by_line):
        people = tuple(
            Person(name=name.title(), email=f"{name}@x.edu", sid=f"00{len(name)}-{name}")
            for name in names.split()
        )
        found = {number.replace("_", "."): kept for number, kept in by_line.items()}
        handed = HandedIn(id=f"submission_{names.replace(' ', '_')}", people=people)
        return replace(KeptSubmission(handed_in=handed, state=state), lines=found)

    return handed_in
