"""The commands say what they did and what comes next, and refuse what is wrong with exit code 2."""

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from autograder import cli
from autograder.course import VARIABLE

from .conftest import contents


@pytest.fixture
def invoke(monkeypatch):
    """Call the command line in this process, in a folder."""

    def invoke(folder, *arguments, answer=None):
        monkeypatch.chdir(folder)
        monkeypatch.delenv(VARIABLE, raising=False)
        monkeypatch.delenv("AUTOGRADER_ASSIGNMENT", raising=False)
        return CliRunner().invoke(cli.commands, [str(a) for a in arguments], input=answer)

    return invoke


def test_the_page_on_authoring_names_commands_that_there_are():
    page = (Path(cli.__file__).parents[1] / "docs" / "authoring.md").read_text()
    named = set(re.findall(r"`autograder (\w+)", page))
    known = set(cli.commands.list_commands(click.Context(cli.commands)))
    assert {"new", "add", "show", "rename", "remove", "expected", "example"} <= named <= known


# ------------------------------------------------------------------------------------ new


def test_new_makes_the_course_where_there_is_none(invoke, tmp_path):
    run = invoke(tmp_path, "new", "hw2026")
    assert run.exit_code == 0, run.output
    for name in contents(tmp_path):
        folder, is_copy, _ = name.partition("/checks/")
        assert f"    {folder}/checks/ (" in run.output if is_copy else f"    {name}\n" in run.output
    commands = [line for line in run.output.splitlines() if line.startswith("    autograder ")]
    assert len(commands) == 3
    assert "keep a copy elsewhere" in run.output


@pytest.mark.parametrize("there", [True, False])
def test_new_makes_the_course_in_a_folder_that_is_named(invoke, tmp_path, there):
    if there:
        (tmp_path / "mine").mkdir()
    assert invoke(tmp_path, "new", "hw2026", "--course", "mine").exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert (tmp_path / "mine" / "reference" / "hw2026").is_dir()


def test_new_finds_the_course_around(invoke, course):
    run = invoke(course.root / "tests" / "grading", "new", "hw2027")
    assert run.exit_code == 0, run.output
    assert course.names == ("hw2026", "hw2027")


def test_new_takes_no_file_for_a_course(invoke, tmp_path):
    (tmp_path / "mine").write_text("")
    run = invoke(tmp_path, "new", "hw2026", "--course", "mine")
    assert (run.exit_code, "is a file" in run.output) == (2, True)


def test_new_trusts_no_folder_that_others_can_write(invoke, tmp_path):
    """It could be graded nowhere: everybody could say what is executed."""
    tmp_path.chmod(0o777)
    run = invoke(tmp_path, "new", "hw2026")
    assert (run.exit_code, "everybody may write there" in run.output) == (2, True)
    assert contents(tmp_path) == {}


# ------------------------------------------------------------------ what is wrong, and said


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["new", "hw 2026"], "'hw 2026' is no name for an assignment"),
        (["new", "hw2026"], "there is an assignment hw2026 already"),
        (["add", "3.2"], "    derivation  A proof, step by step"),
        (["add", "3.2", "--kind", "prof"], "there is no kind prof"),
        (["add", "1.1", "--kind", "choice"], "there is a line 1.1 already"),
        (["add", "3.2", "--kind", "choice", "--assignment", "hw2027"], "did you mean hw2026?"),
        (["show", "9.9"], "hw2026 has no question 9.9"),
        (["rename", "1.1", "1.2"], "there is a question 1.2 already"),
        (["rename", "hw2026", "test"], "'test' is no name for an assignment"),
        (["rename", "hw2020", "hw2021"], "there is no assignment hw2020"),
        (["remove", "9.9"], "hw2026 has no question 9.9"),
        (["remove", "1.1"], "say --yes to remove 1.1"),
        (["expected", "typical"], "no submission typical; there is empty, excellent"),
        (["example", "typical"], "no submission typical; there is empty, excellent"),
    ],
)
@pytest.mark.usefixtures("unchanged")
def test_a_wrong_move_is_told_and_changes_nothing(invoke, course, arguments, message):
    run = invoke(course.root, *arguments)
    assert message in run.output
    assert run.exit_code == 2


@pytest.mark.parametrize("command", ["add", "show", "rename", "remove", "expected", "example"])
def test_without_a_course_the_way_to_one_is_told(invoke, tmp_path, command):
    arguments = {"rename": ["1.1", "1.2"], "expected": []}.get(command, ["1.1"])
    kind = ["--kind", "choice"] if command == "add" else []
    run = invoke(tmp_path, command, *arguments, *kind)
    assert (run.exit_code, "make a course with `autograder new NAME`" in run.output) == (2, True)


def test_without_an_assignment_the_way_to_one_is_told(invoke, tmp_path):
    (tmp_path / "reference").mkdir()
    (tmp_path / "tests" / "grading").mkdir(parents=True)
    run = invoke(tmp_path, "show", "1.1")
    assert (run.exit_code, "`autograder new NAME` makes one" in run.output) == (2, True)


def test_of_several_assignments_one_is_named(invoke, course):
    (course.root / "reference" / "hw2027").mkdir()
    (course.root / "reference" / "hw2027" / "q1.py").write_text("")
    run = invoke(course.root, "show", "1.1")
    assert run.exit_code == 2
    assert "give --assignment hw2026 or --assignment hw2027" in run.output
    assert invoke(course.root, "show", "1.1", "--assignment", "hw2026").exit_code == 0


# ---------------------------------------------------------------------- what goes as it should


def test_add_lists_what_it_wrote(invoke, course):
    run = invoke(course.root, "add", "1.3", "--kind", "choice")
    assert run.exit_code == 0, run.output
    for name in (
        "reference/hw2026/q1_softplus_slope.py",
        "tests/variants/hw2026/1.3/wrong_layer.py",
    ):
        assert f"    {name}\n" in run.output
    assert "autograder show 1.3" in run.output


def test_remove_asks_on_a_terminal(course):
    """What is answered there counts; a dry run asks nobody."""
    environment = {**os.environ, "TERM": "dumb"}
    command = [sys.executable, "-m", "autograder", "remove", "1.2"]
    before = contents(course.root)

    def answered(text, *more):
        reader, writer = os.openpty()
        os.write(reader, text)
        run = subprocess.run(
            [*command, *more], cwd=course.root, env=environment, stdin=writer,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        os.close(reader)
        os.close(writer)
        return run

    dry = answered(b"", "--dry-run")
    assert (dry.returncode, "would be removed" in dry.stdout) == (0, True)
    assert answered(b"n\n").returncode == 1
    assert contents(course.root) == before
    assert answered(b"y\n").returncode == 0
    assert not (course.root / "tests" / "variants" / "hw2026" / "1.2").exists()


def test_rename_names_what_it_left(invoke, course):
    (path,) = course.root.glob("reference/hw2026/q1*.py")
    path.write_text(path.read_text() + "\n\nRATE = 1.2\n")
    run = invoke(course.root, "rename", "1.2", "1.4")
    assert run.exit_code == 0, run.output
    line = len(path.read_text().splitlines())
    assert f"reference/hw2026/{path.name}:{line}\n" in run.output


def test_expected_lists_differences_until_they_are_accepted(invoke, course):
    expected = course.root / "tests" / "submissions" / "hw2026" / "excellent" / "expected"
    expected.write_text("1.1 half\n1.2 all\n2.1.witness all\n")
    run = invoke(course.root, "expected", "excellent")
    assert (run.exit_code, "1.1: half → all" in run.output) == (1, True), run.output
    assert "half" in expected.read_text()
    assert invoke(course.root, "expected", "excellent", "--accept").exit_code == 0
    assert expected.read_text() == "1.1 all\n1.2 all\n2.1.witness all\n"


def test_example_prints_the_page(invoke, course):
    run = invoke(course.root, "example", "excellent")
    assert run.exit_code == 0, run.output
    assert run.output.startswith("# What a student reads: hw2026, the submission `excellent`")
    assert "**3 of 3 points**" in run.output
