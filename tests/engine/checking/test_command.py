"""`autograder check`: what it prints and how it ends."""

import json
import os
import re
import signal
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from autograder import cli
from autograder.checking.check import NoSuchLine, check_assignment
from autograder.course import Course


@pytest.fixture
def run(assignment):
    """Run the command in this process, on the course as it is by now."""

    def run(*arguments):
        command = ["check", "--course", assignment.course, *arguments]
        return CliRunner().invoke(cli.commands, [*map(str, command)])

    return run


def test_a_question_without_fault_is_checked(run, assignment):
    def files():
        return {path for path in assignment.course.rglob("*") if "__pycache__" not in str(path)}

    before = files()
    done = run("--only", "2.weights", "--jobs", "2")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "all is well" in done.stdout
    assert files() == before


def test_a_fault_is_told_with_what_was_expected(run, assignment, replace_in, tmp_path):
    path = assignment.variants / "2.weights" / "right_turned.py"
    replace_in(path, "earns all", "earns all: turned")
    junit = tmp_path / "report.xml"
    done = run("--only", "2.weights", "--jobs", "1", "--json", "--junit", junit)
    assert done.exit_code == 1
    [report] = json.loads(done.stdout)
    [problem] = [problem for check in report["checks"] for problem in check["problems"]]
    assert problem["place"] == f"{path}:1"
    assert problem["what"].startswith("says all: turned, and leaves no note")
    assert not report["passed"]
    failed = ElementTree.parse(junit).findall(".//failure")
    assert [failure.get("message") for failure in failed] == [
        "says all: turned, and leaves no note"
    ]


def test_a_broken_rubric_takes_nothing_from_a_good_one(run, assignment):
    other = assignment.course / "tests" / "grading" / "broken"
    other.mkdir()
    (other / "test_q1_a.py").write_text("def test_a(:\n")
    done = run("--only", "1.mean", "--jobs", "1")
    assert done.exit_code == 1
    assert f"{other / 'test_q1_a.py'}:1: " in done.stdout
    assert re.search(r"^warmup: \d+ checks, all is well", done.stdout, re.MULTILINE)
    assert "Traceback" not in done.stdout + done.stderr


def test_a_module_that_raises_is_told_once_and_the_others_are_checked(run, assignment, replace_in):
    rubric = assignment.rubric / "test_q1_spread.py"
    replace_in(rubric, '"""Q1 of warmup."""', '"""Q1 of warmup."""\nimport nowhere_at_all')
    done = run("--jobs", "1", "--json")
    assert (done.exit_code, done.stderr) == (1, "")
    [report] = json.loads(done.stdout)
    told = {
        (check["row"], problem["place"])
        for check in report["checks"]
        for problem in check["problems"]
    }
    assert {place for row, place in told if not row.startswith("submission")} == {f"{rubric}:2"}
    assert report["rows"]["2.expectation"]["failed"] == 0
    assert report["rows"]["2.expectation"]["done"] > 8


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--only", "9"], "has no line 9"),
        (["other"], "there is no assignment other"),
        (["--jobs", "0"], "--jobs"),
    ],
)
def test_what_there_is_not_is_wrong_usage(run, arguments, said):
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_an_empty_course_is_wrong_usage(tmp_path):
    for part in ("reference", "tests/grading"):
        (tmp_path / part).mkdir(parents=True)
    command = [sys.executable, "-m", "autograder", "check", "--course", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "autograder new NAME" in done.stderr


def test_a_line_that_there_is_not_is_told_to_callers(assignment):
    with pytest.raises(NoSuchLine):
        check_assignment(assignment, only="9", jobs=1, progress=lambda *_: None)


def test_progress_is_told_after_each_piece(assignment):
    told = []
    report = check_assignment(
        assignment, only="1.mean", jobs=1, progress=lambda *args: told.append(args)
    )
    assert told == [(1, 2, f"{assignment.name} load"), (2, 2, f"{assignment.name} 1.mean")]
    assert [*report.counted] == ["at load", "1.mean"]


def test_ctrl_c_ends_it_with_all_that_it_has_started(assignment, is_gone):
    """It comes when the first process of several is at work."""
    command = [sys.executable, "-m", "autograder", "check", "--jobs", "2"]
    started = subprocess.Popen(
        [*command, "--course", assignment.course],
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with started as process:
        children = []
        while len(children) < 2:
            found = f"/proc/{process.pid}/task/{process.pid}/children"
            with open(found) as file:
                children = file.read().split()
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate()
    assert process.returncode == 130
    assert "Cancelled." in errors
    assert all(is_gone(int(pid)) for pid in children)


def test_the_course_is_found_from_the_working_folder(assignment):
    command = [sys.executable, "-m", "autograder", "check", "--only", "1.shifted", "--jobs", "1"]
    done = subprocess.run(command, cwd=assignment.reference, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert Course(assignment.course).names == (assignment.name,)
