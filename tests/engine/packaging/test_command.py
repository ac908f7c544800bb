"""`package` and `rehearse`: what they print, and one message for each thing that is wrong."""

import os
import re
import shlex
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder import cli

PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture
def invoke(tiny, tmp_path, monkeypatch):
    """Call a command on the small course, from a folder in which nothing else is."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")

    def invoke(*arguments, course=tiny.course):
        given = [*map(str, arguments), "--course", str(course)]
        return CliRunner().invoke(cli.commands, given)

    return invoke


def test_a_package_is_made_and_what_takes_how_much_is_printed(invoke):
    done = invoke("package", "gradescope", "tiny")
    assert done.exit_code == 0, done.output
    assert zipfile.is_zipfile("tiny-gradescope.zip")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("tiny-gradescope.zip: tiny, graded with Python 3.")
    parts = {line.split("  ")[1] for line in lines[1:]}
    assert {"autograder/", "reference/tiny/", "tests/grading/tiny/", "the zip"} <= parts


def test_what_is_not_committed_is_told_beside_the_result(invoke, tiny):
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "All"]):
        subprocess.run(["git", *identity, *command], cwd=tiny.course, check=True)
    (tiny.rubric / "tolerances.py").write_text('EXACT = "0.01"\n')
    done = invoke("package", "gradescope", "tiny")
    assert done.exit_code == 0
    assert "Warning: in the package, and not committed:\n" in done.stderr
    assert f"  {tiny.rubric / 'tolerances.py'}\n" in done.stderr
    assert "Warning" not in done.stdout
    assert str(tiny.reference / "q1_sums.py") not in done.stderr


def test_another_deadline_stands_in_the_script_alone(invoke):
    invoke("package", "gradescope", "tiny", "--out", "1.zip")
    assert (
        invoke("package", "gradescope", "tiny", "--out", "2.zip", "--deadline", "1140").exit_code
        == 0
    )
    one, two = (
        {n: z.read(n) for n in z.namelist()} for z in map(zipfile.ZipFile, ("1.zip", "2.zip"))
    )
    assert [name for name in one if one[name] != two[name]] == ["run_autograder"]
    assert b'--platform "$root" --deadline 1140\n' in two["run_autograder"]


@pytest.mark.parametrize("kind", ["gradescope", "student"])
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["tinny"], "there is no assignment tinny (did you mean tiny?)"),
        (["tiny", "--out", "no/where.zip"], "--out no/where.zip: there is no folder no"),
        (["tiny", "--out", "."], "is a directory"),
        ([], "Missing argument 'ASSIGNMENT'"),
    ],
)
def test_what_is_wrong_is_said_in_one_message(invoke, kind, arguments, message):
    done = invoke("package", kind, *arguments)
    assert done.exit_code == 2
    assert message in done.stderr
    assert "Traceback" not in done.output
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("command", [["package", "gradescope"], ["rehearse", "gradescope"]])
def test_without_a_course_nothing_is_done(invoke, tmp_path, command):
    done = invoke(*command, "tiny", course=tmp_path / "work")
    assert done.exit_code == 2
    assert "no course is there" in done.stderr


@pytest.mark.parametrize("command", [["package", "gradescope"], ["rehearse", "gradescope"]])
def test_without_a_secret_nothing_is_done(invoke, tiny, command):
    (tiny.reference / "secret").unlink()
    done = invoke(*command, "tiny")
    assert done.exit_code == 1
    assert done.stderr.startswith(f"Error: {tiny.reference / 'secret'} is missing or empty")
    assert list(Path().iterdir()) == []


def test_a_file_that_is_there_is_replaced_when_that_is_said(invoke):
    Path("tiny-gradescope.zip").write_text("a film")
    done = invoke("package", "gradescope", "tiny")
    assert done.exit_code == 1
    assert "tiny-gradescope.zip is there, and is another; --force replaces it" in done.stderr
    assert Path("tiny-gradescope.zip").read_text() == "a film"
    assert invoke("package", "gradescope", "tiny", "--force").exit_code == 0
    assert invoke("package", "gradescope", "tiny").exit_code == 0, "the same again"


def test_without_a_network_it_says_so_and_leaves_nothing(invoke, tiny, monkeypatch):
    """An index at an address where nobody answers."""
    (tiny.reference / "requirements.txt").unlink()
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    done = invoke("package", "gradescope", "tiny")
    assert done.exit_code == 1
    assert "tiny: looking up the versions for Python 3." in done.stderr
    assert "index cannot be reached" in done.stderr
    assert list(Path().iterdir()) == []
    assert not (tiny.reference / "requirements.txt").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "Directory 'nowhere' does not exist"),
        (["--package", "nowhere.zip"], "File 'nowhere.zip' does not exist"),
        (["--python", "/bin/true"], "/bin/true: no Python with a venv module"),
        (["--torch", "metal"], "'metal' is not one of"),
    ],
)
def test_a_rehearsal_of_what_is_not_there_is_refused(invoke, arguments, message):
    done = invoke("rehearse", "gradescope", "tiny", *arguments)
    assert done.exit_code in (1, 2)
    assert message in done.stderr


def test_without_submissions_there_is_nothing_to_rehearse(invoke, tiny):
    shutil.rmtree(tiny.submissions)
    done = invoke("rehearse", "gradescope", "tiny")
    assert done.exit_code == 2
    assert f"{tiny.submissions}: no submission there; name one" in done.stderr


def test_the_readme_says_these_commands(tmp_path):
    """Each as it stands there is read, on an assignment that is there; the first is carried out."""
    readme = (PROJECT / "README.md").read_text()
    lines = re.findall(
        r"^\.venv/bin/autograder ((?:package|rehearse) .*?) *#", readme, re.MULTILINE
    )
    assert [line.split()[:2] for line in lines] == [
        ["package", "gradescope"],
        ["rehearse", "gradescope"],
        ["package", "student"],
    ]
    names = {shlex.split(line)[2] for line in lines}
    assert len(names) == 1
    given = ["--course", str(PROJECT), "--out", str(tmp_path / "made.zip")]
    done = CliRunner().invoke(cli.commands, [*shlex.split(lines[0]), *given])
    assert done.exit_code == 0, done.output
