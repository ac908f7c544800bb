"""`autograder groups` reads the folder of a run."""

import json
from dataclasses import replace

import pytest
from answered import expression, kept, rubric_line, submission, verdict
from click.testing import CliRunner

from autograder.cli import commands
from autograder.records.folder import RunFolder
from autograder.records.manifest import Manifest


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


def test_groups_that_a_person_has_put_together_are_one(run, tmp_path):
    folder = tmp_path / "out"
    ids = [expression(text).exact for text in ("2*x", "3*x")]
    RunFolder(folder).keep(submission("cleo", a=kept(expression("3*x"))))
    manifest = RunFolder(folder).manifest()
    RunFolder(folder).write_manifest(replace(manifest, order=(*manifest.order, "cleo")))
    assert len(json.loads(run("--json").output)["lines"][0]["groups"]) == 2
    (folder / "rulings.toml").write_text(f'[[same]]\nline = "1.a"\ngroups = {json.dumps(ids)}\n')
    (group,) = json.loads(run("--json").output)["lines"][0]["groups"]
    assert group["parts"] == ids
    assert group["submissions"] == ["ann", "ben", "cleo"]
    (folder / "rulings.toml").write_text("[[same]]\nline = 3\n")
    outcome = run()
    assert outcome.exit_code == 2
    assert "rulings.toml:" in outcome.output


def test_a_class_without_names_is_listed_without_names(run, tmp_path):
    folder = RunFolder(tmp_path / "out")
    asked = {"anonymous": "True", "salt": "s"}
    folder.write_manifest(replace(folder.manifest(), asked=asked))
    text = run().output
    assert "2 lost" in text
    assert "ann" not in text
    assert "ben" not in text
