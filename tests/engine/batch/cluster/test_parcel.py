"""A course that has travelled grades by the same."""

import pytest

from autograder.batch.cluster.parcel import packed, unpacked
from autograder.grading.provenance import provenance
from autograder.handed_in import read
from small_course import COURSE, NAME, RUBRIC


def test_a_course_that_has_travelled_is_the_same(course, tmp_path):
    assignment = course.assignment(NAME)
    made = unpacked(packed(assignment), tmp_path / "course")
    assert (tmp_path / "course").stat().st_mode & 0o077 == 0
    assert provenance(made.assignment(NAME)) == provenance(assignment)
    whole = COURSE.assignment(NAME).submissions / "empty"
    assert read(whole, RUBRIC, made.assignment(NAME)) == read(whole, RUBRIC, assignment)


def test_only_what_grades_travels(course):
    roots = {tuple(path.split("/")[:2]) for path in packed(course.assignment(NAME))}
    assert roots == {("reference", NAME), ("tests", "grading"), ("student_template", NAME)}


@pytest.mark.parametrize("path", ["/etc/x", "reference/../../x"])
def test_no_path_leads_out_of_it(tmp_path, path):
    with pytest.raises(ValueError, match="leads out of the course"):
        unpacked({path: b""}, tmp_path / "course")
