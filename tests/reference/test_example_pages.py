"""The pages of these docs on what a student reads have the points that are expected.

They are written by `autograder example typical --assignment …`. The wording of what is said may be
older there: a better message need not wait for the page.
"""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.authoring.submissions import read_expected
from autograder.course import Course
from autograder.grading.points import read_share
from autograder.grading.rubric import read_rubric

PROJECT = Path(__file__).resolve().parents[2]
PAGES = sorted((PROJECT / "docs").glob("example-*.md"))
_HEAD = re.compile(r"# What a student reads: (\S+), the submission `(\S+)`")
_LINE = re.compile(r"^## (\S+): ([\d.]+) of ([\d.]+)$", re.MULTILINE)


def test_every_assignment_has_a_page():
    assert [path.stem for path in PAGES] == [f"example-{name}" for name in Course(PROJECT).names]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_has_every_line_with_the_points_that_are_expected(path):
    text = path.read_text()
    assignment, name = _HEAD.match(text).groups()
    places = Course(PROJECT).assignment(assignment)
    shares = read_expected((places.submissions / name / "expected").read_text())
    lines = read_rubric(places.rubric).lines
    expected = {x.number: (float(x.weight * read_share(shares[x.number])), x.weight) for x in lines}
    shown = {n: (float(score), Fraction(most)) for n, score, most in _LINE.findall(text)}
    assert shown.keys() == expected.keys(), "make the page again"
    for number, (score, most) in expected.items():
        assert shown[number] == (pytest.approx(score, abs=0.0005), most), "make the page again"
