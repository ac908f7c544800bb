"""Results say what made them: the same content, the same digests."""

import shutil

import pytest

from autograder.course import Assignment
from autograder.grading.provenance import provenance


@pytest.fixture
def project(tmp_path):
    """A course of two assignments in a folder of its own."""
    for name in ("hw1", "hw2"):
        for part in ("tests/grading", "reference"):
            folder = tmp_path / "course" / part / name
            folder.mkdir(parents=True)
            (folder / "q1.py").write_text(f"{part} {name}")
    (tmp_path / "course/reference/hw1/secret").write_bytes(b"\x00\xff")
    return tmp_path / "course"


def test_the_assignment_and_the_version_are_named(project):
    made = provenance(Assignment(project, "hw1"))
    assert made.keys() == {"assignment", "version", "rubric", "engine"}
    assert made["assignment"] == "hw1"
    assert made["version"].count(".") == 2
    assert all(len(made[name]) == 64 for name in ("rubric", "engine"))


def test_a_copy_elsewhere_has_the_same_digests(project, tmp_path):
    copy = shutil.copytree(project, tmp_path / "elsewhere")
    (copy / "tests/grading/hw1/__pycache__").mkdir()
    (copy / "tests/grading/hw1/__pycache__/q1.pyc").write_bytes(b"1")
    (copy / "reference/hw1/.q1.py.swp").write_bytes(b"1")
    (copy / "reference/hw2/q1.py").write_text("changed")
    (copy / "tests/grading/hw1/.#q1.py").symlink_to("nobody")
    assert provenance(Assignment(copy, "hw1")) == provenance(Assignment(project, "hw1"))


@pytest.mark.parametrize(
    "change",
    [
        lambda top: (top / "tests/grading/hw1/q1.py").write_text("x"),
        lambda top: (top / "reference/hw1/q1.py").write_text("x"),
        lambda top: (top / "reference/hw1/secret").write_text("x"),
        lambda top: (top / "reference/hw1/more").write_text(""),
        lambda top: (top / "reference/hw1/q1.py").rename(top / "reference/hw1/q2.py"),
    ],
)
def test_any_change_of_the_rubric_or_the_reference_is_another_rubric(project, change):
    before = provenance(Assignment(project, "hw1"))
    change(project)
    after = provenance(Assignment(project, "hw1"))
    assert before["rubric"] != after["rubric"]
    assert before["engine"] == after["engine"]


def test_assignments_have_rubrics_of_their_own(project):
    first, second = (provenance(Assignment(project, name)) for name in ("hw1", "hw2"))
    assert first["rubric"] != second["rubric"]
    assert first["engine"] == second["engine"]
