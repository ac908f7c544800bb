"""docs/downloads.md: what it shows is recognised, and its command fills a gradebook in."""

import re
import shlex

import pytest
from click.testing import CliRunner

from autograder.cli import commands
from autograder.spreadsheet import written
from downloads import Q1, Taken, in_folder
from pages import DOCS

PAGE = DOCS / "downloads.md"
TEXT = PAGE.read_text()
SHOWN = re.findall(r"^    (autograder .*)$", TEXT, re.MULTILINE)
EXAMPLES = {
    "Canvas": ("canvas", ""),
    "Moodle": ("moodle", "/q1.py"),
    "Blackboard": ("blackboard", ""),
    "Brightspace": ("brightspace", "/q1.py"),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_name_as_the_page_shows_it_is_recognised(name, tmp_path):
    platform, more = EXAMPLES[name]
    (row,) = re.findall(rf"^\| {name} \|.*\| [^|]*`([^`|]+)` \|$", TEXT, re.MULTILINE)
    taken = Taken(in_folder(tmp_path / "d", {f"{row}{more}": Q1}), tmp_path)
    assert taken.platform == platform
    assert [*taken.files(taken.ids[0]).values()] == [Q1]


def test_the_pattern_that_the_page_shows_reads_names(tmp_path):
    (pattern,) = re.findall(r"^    (\(\?P<student_id>.*)$", TEXT, re.MULTILINE)
    place = in_folder(tmp_path / "d", {"doe_q1.py": Q1, "roe_q1.py": Q1})
    taken = Taken(place, tmp_path, names=re.compile(pattern))
    assert taken.ids == ["doe", "roe"]


def test_the_command_that_fills_in_does_so(tmp_path, monkeypatch):
    (command,) = [line for line in SHOWN if line.startswith("autograder fill")]
    monkeypatch.chdir(tmp_path)
    header = ["email", "score", "maximum", "assignment"]
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "grades.csv").write_bytes(written(header, [["a@x.edu", 7.0, 10.0, "hw"]]))
    book = "Student,ID,SIS Login ID,Section,HW (77)\nPoints Possible,,,,10.00\nAnn,1,a@x.edu,A,"
    (tmp_path / "gradebook.csv").write_text(book)
    done = CliRunner().invoke(commands, shlex.split(command)[1:])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "filled.csv").read_text() == f"{book}7.00"
