"""The command from its start to its end: what it refuses, what it says, and what is left of it."""

import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from http.client import HTTPException
from pathlib import Path

import pytest

import autograder
from autograder.rulings.writing import RulingsFile
from review_run import by_apply, make_run, spelled_out
from review_server import Browser, reviewing
from small_course import ASSIGNMENT


@pytest.fixture
def call(run):
    """Call the command, which ends at once; return what it said."""

    def call(*options, path=run.path, before=""):
        code = f"import sys\n{before}\nfrom autograder.cli import main\nmain()"
        call = [sys.executable, "-c", code, "review", str(path), "--no-browser", *options]
        return subprocess.run(call, capture_output=True, text=True, check=False, timeout=120)

    return call


def read(run):
    return RulingsFile(run.rulings, [line.number for line in run.manifest().lines]).read()


def test_ctrl_c_ends_it_and_the_results_are_as_apply_writes_them(run, tmp_path):
    with reviewing(run.path, "--by", "Mia") as server:
        browser = Browser(server)
        browser.rule(0, 0, share="1/3")
        expected, _ = by_apply(run, tmp_path / "copy")
        assert spelled_out(browser.state()) == spelled_out(expected)
        assert not (run.path / "grades.csv").exists()
        status, out, err = server.end()
    assert (status, err) == (0, "")
    assert f"{run.rulings}: 1 ruling, for " in out
    for name in ("grades.csv", "report.html"):
        assert (run.path / name).read_bytes() == (tmp_path / "copy" / name).read_bytes()


def test_it_is_ended_from_outside_as_by_ctrl_c(run):
    with reviewing(run.path) as server:
        Browser(server).rule()
        status, *_ = server.end(signal.SIGTERM)
    assert status == 0
    assert (run.path / "grades.csv").exists()


def test_a_browser_is_opened_at_the_address_and_served_while_it_runs(run, tmp_path):
    """One that stays in the terminal, and ends only when the page was asked for."""
    opened = tmp_path / "opened"
    os.mkfifo(opened)
    program = tmp_path / "browser"
    program.write_text(f'#!/bin/sh\necho "$1" > {opened}\nexec cat {opened}\n')
    program.chmod(0o755)
    with reviewing(run.path, browser=str(program)) as server:
        with opened.open() as said:
            assert said.readline() == f"http://{server.host}/?token={server.token}\n"
        Browser(server)
        opened.write_text("enough\n")
        assert server.end()[0] == 0
    assert f"Rulings go into {run.rulings} at once.\n" in server.said


def test_where_nothing_was_ruled_nothing_is_written(run):
    with reviewing(run.path) as server:
        Browser(server)
        status, _, err = server.end()
    assert (status, err) == (0, "")
    assert not (run.path / "grades.csv").exists()
    assert not run.rulings.exists()


def test_the_token_is_said_once_and_stands_in_no_log(run):
    with reviewing(run.path) as server:
        browser = Browser(server)
        browser.get("/nothing")
        _, out, err = server.end()
    assert server.said.count(server.token) == 1
    assert server.token not in out + err
    assert err == ""


@pytest.mark.parametrize("seed", range(3))
def test_killed_in_between_the_rulings_are_whole_and_the_next_start_goes_on(run, seed):
    """Every ruling that was answered is in the file, and one more at the most."""
    draw, answered = random.Random(seed), []
    with reviewing(run.path) as server:
        browser = Browser(server)
        places = [
            (line, group)
            for line, found in enumerate(browser.data["lines"])
            for group in range(len(found["groups"]))
        ]
        draw.shuffle(places)
        enough, fewest = threading.Event(), draw.randrange(1, 12)

        def decide():
            for line, group in places:
                try:
                    answered.append(browser.rule(line, group)["version"])
                except (OSError, HTTPException):
                    return
                if len(answered) >= fewest:
                    enough.set()

        thread = threading.Thread(target=decide)
        thread.start()
        assert enough.wait(120)
        server.process.kill()
        thread.join()
    count = len(read(run).rulings)
    assert count in (len(answered), len(answered) + 1)
    with reviewing(run.path) as server:
        browser = Browser(server)
        assert len(browser.data["review"]["rulings"]) == browser.data["review"]["newer"] == count
        browser.post("/undo", {"version": browser.data["review"]["version"]})
        line, group = places[-1]
        browser.rule(line, group, share="1/7")
        assert server.end()[0] == 0
    assert {str(ruling.share) for ruling in read(run).rulings} == {"1/2", "1/7"}
    assert (run.path / "grades.csv").exists()


def test_a_file_broken_by_hand_is_said_at_the_end_and_left_as_it_is(run):
    with reviewing(run.path) as server:
        Browser(server).rule()
        broken = run.rulings.read_text().replace('share = "half"', 'share = "most"')
        run.rulings.write_text(broken)
        status, _, err = server.end()
    assert status == 1
    assert "'most' is no share of a line" in err
    assert "`autograder apply`" in err
    assert run.rulings.read_text() == broken


def test_a_class_graded_anew_meanwhile_is_said(run):
    with reviewing(run.path) as server:
        browser = Browser(server)
        browser.rule()
        run.write_manifest(run.manifest())
        status, _, content = browser.post(
            "/undo", {"version": browser.state()["review"]["version"]}
        )
        assert (status, json.loads(content)["run"]) == (409, True)
        status, _, err = server.end()
    assert status == 1
    assert "graded anew" in err


def test_two_windows_see_each_other_s_rulings(run):
    with reviewing(run.path) as server:
        browser = Browser(server)
        seen = browser.data["review"]["version"]
        group = browser.data["lines"][0]["groups"][0]["id"]
        made = browser.rule(0, 0)
        late = {"version": seen, "line": 0, "group": group, "share": "all"}
        status, _, content = browser.post("/rulings", late)
        refusal = json.loads(content)
        assert (status, refusal["version"]) == (409, made["version"])
        assert "another window" in refusal["error"]
        assert browser.state()["review"]["rulings"] == made["review"]["rulings"]


def test_the_other_window_gets_the_texts_that_it_has_not(run):
    """Ruled and undone, the version is the one that it has seen; texts have come meanwhile."""
    with reviewing(run.path) as server:
        browser = Browser(server)
        has, version = len(browser.data["texts"]), browser.data["review"]["version"]
        browser.rule(0, 0, text="Said.")
        undone = browser.post("/undo", {"version": browser.state()["review"]["version"]})
        assert undone[0] == 200
        assert not run.rulings.exists()
        answer = browser.rule(0, 0, text="Said.", version=version, texts=has)
        assert answer["texts"]["from"] == has
        assert "Said." in answer["texts"]["more"]


def test_who_decides_is_who_the_file_says_or_the_option(run):
    run.rulings.write_text('by = "Noah"\n')
    for options, expected in (((), "Noah"), (("--by", "Mia"), "Mia")):
        with reviewing(run.path, *options) as server:
            browser = Browser(server)
            assert browser.data["review"]["by"] == expected
            browser.rule()
            server.end()
        assert read(run).rulings[0].by == expected


def test_rulings_elsewhere_are_written_there(run, tmp_path):
    path = tmp_path / "ours.toml"
    with reviewing(run.path, "--rulings", str(path)) as server:
        Browser(server).rule()
        server.end()
    assert path.exists()
    assert not run.rulings.exists()


@pytest.mark.parametrize(("options", "message"), [
    (("--rulings", "nowhere/rulings.toml"), "nowhere: there is no such folder"),
    (("--port", "99999"), "99999 is not in the range"),
    (("--port", "x"), "'x' is not a valid integer"),
])  # fmt: skip
def test_wrong_usage_is_told(call, options, message):
    found = call(*options)
    assert found.returncode == 2
    assert message in found.stderr


def test_a_port_that_is_in_use_is_told(call):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        found = call("--port", str(port))
    assert found.returncode == 2
    assert f"port {port} is in use: give another with --port" in found.stderr


def test_a_folder_that_is_no_run_s_is_told(call, tmp_path):
    found = call(path=tmp_path)
    assert found.returncode == 2
    assert "no run over a class is here" in found.stderr


def test_a_run_that_is_not_complete_is_told(call, tmp_path):
    run = make_run(tmp_path / "part", is_complete=False)
    found = call(path=run.path)
    assert found.returncode == 2
    assert "has not come to its end" in found.stderr


def test_a_run_that_somebody_is_writing_is_told(call, run):
    with run.locked():
        found = call()
    assert found.returncode == 2
    assert "another run is writing here" in found.stderr


def test_a_file_with_mistakes_is_told_with_its_lines(call, run):
    run.rulings.write_text('[[ruling]]\nline = "1.1"\nshare = "most"\nby = "M"\n')
    found = call()
    assert found.returncode == 2
    assert f"{run.rulings}:2: for whom?" in found.stderr


def test_a_folder_that_cannot_be_written_is_told(call, run):
    """Root may write anywhere, but into no file that is a folder."""
    (run.path / ".lock").mkdir()
    found = call()
    assert found.returncode == 1
    assert f"{run.path / '.lock'}: " in found.stderr


@pytest.mark.parametrize("package", ["starlette", "uvicorn"])
def test_without_the_extra_the_way_to_it_is_told(call, package):
    found = call(before=f"sys.modules[{package!r}] = None")
    assert found.returncode == 2
    assert f"({package} is missing)" in found.stderr
    assert "'.[review]'" in found.stderr


def test_nothing_else_needs_the_extra(call):
    """Of all commands this one alone imports it."""
    before = "sys.modules.update(starlette=None, uvicorn=None)\nsys.argv[1:] = ['--help']"
    found = call(before=before)
    assert found.returncode == 0
    assert "review" in found.stdout


def test_no_other_part_imports_it_or_what_the_extra_brings():
    """Neither what grades, on the platform or here, nor what runs in a worker."""
    package = Path(autograder.__file__).parent
    imported = re.compile(r"^\s*(?:from|import) (?:starlette|uvicorn|autograder\.review)\b", re.M)
    paths = [path for path in package.rglob("*.py") if imported.search(path.read_text("utf-8"))]
    assert {path.relative_to(package).parts[0] for path in paths} == {"review"}


def test_help_says_what_it_does(call):
    found = call("--help")
    assert found.returncode == 0
    assert "--no-browser" in found.stdout


def test_an_answer_is_shown_as_it_was_handed_in_and_graded(course, tmp_path):
    """A class that `autograder batch` has graded: what it keeps of the code is what is compared."""
    shutil.copytree(ASSIGNMENT.submissions / "typical", tmp_path / "class" / "typical")
    out = tmp_path / "out"
    batch = [sys.executable, "-m", "autograder", "batch", tmp_path / "class", "--out", out]
    subprocess.run([*batch, "--course", course.root], check=True, capture_output=True)
    file = tmp_path / "class" / "typical" / "q1_spread.py"
    with reviewing(out) as server:
        browser = Browser(server)
        for at, line in enumerate(browser.data["lines"]):
            status, _, content = browser.get(f"/answer?line={at}&submission=0")
            answer = json.loads(content)
            assert status == 200
            assert bool(answer["source"]) != bool(answer["why"])
            if line["number"] == "1.mean":
                assert answer["source"].rstrip() in file.read_text()
                place = at
        file.write_text(file.read_text().replace("[4, 3]", "[4, 4]"))
        _, _, content = browser.get(f"/answer?line={place}&submission=0")
    assert json.loads(content)["source"] == ""
    assert "another answer by now" in json.loads(content)["why"]
