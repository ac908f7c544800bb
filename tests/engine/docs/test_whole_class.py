"""docs/whole-class.md, done from top to bottom with a class of the small course."""

import csv
import json
import re
import shlex
import shutil
import sys

import pytest
from click.testing import CliRunner

from autograder.cli import commands
from autograder.course import Course
from autograder.grading.rubric import read_rubric
from autograder.grading.template import generate
from downloads import export, in_zip, submission
from installed import installed_versions
from pages import DOCS, parts_of
from small_course import COURSE, NAME

PAGE = "whole-class.md"
TEXT = (DOCS / PAGE).read_text()
ASSIGNMENT = "hw2026"
ROSTER = """\
Name,SID,Email,Sections,Total Score,Max Points,Status,Submission ID,Submission Time,Lateness (H:M:S)
Ann Example,1,ann@x.edu,A,,,Graded,101,2023-09-14 12:31:22 -0700,00:00:00
Bob Sample,2,bob@x.edu,B,,,Graded,102,2023-09-14 12:31:22 -0700,26:00:01
Cleo Late,3,cleo@x.edu,B,,,Missing
"""
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,hw2026 (77)
    Points Possible,,,,,15.00
"Example, Ann",11,1,ann,A,
"Sample, Bob",12,2,bob,B,3.00
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A working folder with the page's course around it, and what was downloaded."""
    for path in COURSE.root.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            parts = path.relative_to(COURSE.root).parts
            target = tmp_path.joinpath(*(ASSIGNMENT if part == NAME else part for part in parts))
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    assignment = Course(tmp_path).assignment(ASSIGNMENT)
    versions = installed_versions().text(ASSIGNMENT)
    (assignment.reference / "requirements.txt").write_text(versions)
    (assignment.reference / "python").write_text("{}.{}\n".format(*sys.version_info[:2]))
    generate(assignment, read_rubric(assignment.rubric))
    files = {}
    for number, name in {"101": "excellent", "102": "typical"}.items():
        for path in (assignment.submissions / name).glob("*.py"):
            files[f"submission_{number}/{path.name}"] = path.read_bytes()
    ann, bob = ("Ann Example", "1", "ann@x.edu"), ("Bob Sample", "2", "bob@x.edu")
    records = submission("101", people=[ann]), submission("102", people=[bob])
    in_zip(tmp_path / "export.zip", export(*records, files=files))
    (tmp_path / "grades.csv").write_text(ROSTER)
    (tmp_path / "canvas.csv").write_text(CANVAS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(path, key):
    with path.open(newline="", encoding="utf-8-sig") as file:
        return {row[key]: row for row in csv.DictReader(file)}


def test_each_command_of_the_page_does_what_it_says(place):
    ruling = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)[1]
    done = []
    for command in (c for part in parts_of(PAGE) for c in part.commands):
        arguments = shlex.split(command)[1:]
        if arguments[0] == "apply":
            (place / "run" / "rulings.toml").write_text(ruling)
        if "--earlier" in arguments:
            shutil.copytree(place / "run", place / "run-before")
        ended = CliRunner().invoke(commands, arguments)
        assert ended.exit_code == 0, f"{command}\n{ended.output}"
        done.append(arguments[0])
    assert done == ["batch", "groups", "apply", "fill", "package", *3 * ["batch"]]
    grades = rows(place / "run" / "grades.csv", "email")
    assert {email: row["state"] for email, row in grades.items()} == {
        "ann@x.edu": "graded", "bob@x.edu": "graded", "cleo@x.edu": "missing"
    }  # fmt: skip
    assert grades["bob@x.edu"]["late"] == "26:00:01"
    assert grades["ann@x.edu"]["score"] == "15.0"
    with (place / "run" / "lines.csv").open(newline="") as file:
        (ruled,) = (r for r in csv.DictReader(file) if "ruled" in r["notes"])
    assert (ruled["line"], ruled["people"], ruled["share"]) == ("2.cost", "bob@x.edu", "1/2")
    filled = rows(place / "filled.csv", "Student")
    assert float(filled["Example, Ann"]["hw2026 (77)"]) == 15
    assert float(filled["Sample, Bob"]["hw2026 (77)"]) == float(grades["bob@x.edu"]["score"])
    results = json.loads((place / "run/results/submission_102/results.json").read_text())
    (line,) = (test for test in results["tests"] if test["number"] == "2.cost")
    assert "Right, but for the first step." in line["output"]
    assert (place / "hw2026-gradescope.zip").exists()
    page = (place / "run" / "report.html").read_text()
    assert '"earlier":{"name":"run-before"' in page
    shutil.rmtree(place / "run-before")
    ended = CliRunner().invoke(commands, arguments)
    assert "--resume" in arguments
    assert ended.exit_code == 0, ended.output
    assert "run-before: no run is there any more to compare with." in ended.output
    assert '"earlier":null' in (place / "run" / "report.html").read_text()


@pytest.mark.parametrize("word", ["autograder batch", "autograder apply", "autograder groups"])
def test_the_page_is_found_from_the_readme(word):
    readme = (DOCS.parent / "README.md").read_text()
    assert "docs/whole-class.md" in readme
    assert word in readme
