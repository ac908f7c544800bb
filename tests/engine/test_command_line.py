"""What commands share: each is imported when it is called, and told where the course is."""

import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from autograder import cli
from autograder.command_line import LazyGroup, course_option, require_assignment


@pytest.fixture
def group(tmp_path, monkeypatch):
    """A group with a command of its own, and one in a module that has not been imported."""
    (tmp_path / "far_away.py").write_text(
        "import click\n\n\n@click.command('later')\ndef later():\n"
        "    'Say so.'\n    click.echo('imported')\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "far_away", raising=False)

    @click.group(cls=LazyGroup, lazy={"later": "far_away:later"})
    def group():
        pass

    group.add_command(click.Command("now", callback=lambda: click.echo("here")))
    return group


def test_a_command_is_imported_when_it_is_called(group):
    assert CliRunner().invoke(group, ["now"]).output == "here\n"
    assert "far_away" not in sys.modules
    assert CliRunner().invoke(group, ["later"]).output == "imported\n"
    assert "far_away" in sys.modules


def test_the_list_has_all_commands_with_what_they_do(group):
    assert "later  Say so." in CliRunner().invoke(group, ["--help"]).output
    assert group.list_commands(None) == ["later", "now"]


def test_a_command_that_is_not_there_is_named(group):
    done = CliRunner().invoke(group, ["never"])
    assert done.exit_code == 2
    assert "No such command 'never'" in done.output


def test_every_command_can_be_had():
    names = cli.commands.list_commands(None)
    assert {"compare", "grade", "template"} <= set(names)
    assert all(cli.commands.get_command(None, name).name == name for name in names)


@pytest.fixture
def command():
    @click.command
    @click.argument("name")
    @course_option
    def command(name, folder):
        click.echo(require_assignment(folder, name).reference)

    return command


def test_an_assignment_is_found_in_the_course_that_is_given(command, tmp_path):
    for folder in ("reference/hw1", "tests/grading/hw1"):
        (tmp_path / folder).mkdir(parents=True)
        Path(tmp_path, folder, "q1_sums.py").touch()
    done = CliRunner().invoke(command, ["hw1", "--course", str(tmp_path)])
    assert done.output == f"{tmp_path}/reference/hw1\n"
    done = CliRunner().invoke(command, ["hw2", "--course", str(tmp_path)])
    assert done.exit_code == 2
    assert "there is no assignment hw2 (did you mean hw1?)" in done.output


def test_without_a_course_nothing_is_done(command, tmp_path):
    done = CliRunner().invoke(command, ["hw1", "--course", str(tmp_path)])
    assert done.exit_code == 2
    assert "no course is there" in done.output
