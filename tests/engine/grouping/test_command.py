"""`autograder groups` reads the folder of a run."""

import json

import pytest
from click.testing import CliRunner

from autograder.cli import commands
from autograder.records.folder import RunFolder
from autograder.records.manifest import Manifest

from .conftest import expression, kept, rubric_line, submission, verdict


@pytest.fixture
def run(tmp_path):
    """Keep a run of two submissions, and call the command on it."""
    folder = RunFolder(tmp_path / "out")
    folder.path.mkdir()
    lines = (rubric_line("1.a"), rubric_line("2.a"))
    for name, text in (("ann", "2*x"), ("ben", "x + x")):
        folder.keep(submission(name, a=kept(expression(text), verdict(text=text))))
    folder.write_manifest(Manifest(assignment="hw", course="", lines=lines, order=("ann", "ben")))

    def run(*arguments, path=folder.path):
        return CliRunner().invoke(commands, ["groups", str(path), *arguments])

    return run


def test_answers_that_were_kept_are_grouped(run):
    outcome = run()
    assert outcome.exit_code == 0
    assert "ann@x.edu, ben@x.edu" in outcome.output
    assert "2 lost: 2 (100.0 %) are the same as another" in outcome.output


def test_one_line_as_data(run):
    data = json.loads(run("--line", "1", "--json").output)
    assert [line["line"] for line in data["lines"]] == ["1.a"]
    assert [group["submissions"] for group in data["lines"][0]["groups"]] == [["ann", "ben"]]


def test_a_line_that_there_is_not_is_told_with_those_that_there_are(run):
    outcome = run("--line", "3")
    assert outcome.exit_code == 2
    assert "hw has no line 3; it has 1.a, 2.a" in outcome.output


def test_a_folder_without_a_run_is_told(run, tmp_path):
    outcome = run(path=tmp_path)
    assert outcome.exit_code == 2
    assert "no run over a class is here" in outcome.output
