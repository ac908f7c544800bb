"""The platform's folder is closed to everybody but its owner, and links in it are left alone."""

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.platform import lock
from small_course import ASSIGNMENT, COURSE

PROJECT = Path(__file__).resolve().parents[2]


def mode_of(path):
    return stat.S_IMODE(os.lstat(path).st_mode)


@pytest.fixture
def root(tmp_path):
    """Make the platform's layout, open to everybody."""
    root = tmp_path / "platform"
    for folder in (
        "source/.venv/bin",
        "source/reference/hw",
        "source/tests",
        "submission",
        "results",
    ):
        (root / folder).mkdir(parents=True)
    for file in ("run_autograder", "submission_metadata.json", "source/reference/hw/secret",
                 "source/setup.sh", "source/.venv/bin/python", "submission/q1.py",
                 "results/results.json"):  # fmt: skip
        (root / file).write_text("text")
    for path in (root, *root.rglob("*")):
        path.chmod(0o777)
    return root


def test_sources_answers_results_and_metadata_are_closed(root):
    lock(root)
    for path in ("submission", "results", "submission_metadata.json", "run_autograder",
                 "source/reference", "source/tests", "source/setup.sh"):  # fmt: skip
        assert mode_of(root / path) & 0o077 == 0, path


def test_the_environment_can_be_reached_and_run(root):
    lock(root)
    assert mode_of(root) == mode_of(root / "source") == 0o711
    for path in ("source/.venv", "source/.venv/bin", "source/.venv/bin/python"):
        assert mode_of(root / path) == 0o777


def test_nobody_but_the_owner_writes_anywhere_in_the_sources(root, tmp_path):
    """The environment is left alone, and so is what a link leads to."""
    outside = tmp_path / "outside"
    outside.touch()
    outside.chmod(0o666)
    (root / "source" / "tests" / "link").symlink_to(outside)
    lock(root)
    for path in ("reference/hw", "reference/hw/secret"):
        assert mode_of(root / "source" / path) == 0o755
    assert mode_of(root / "source" / ".venv" / "bin" / "python") == 0o777
    assert mode_of(outside) == 0o666


def test_nobody_gains_a_right(root):
    (root / "source" / "setup.sh").chmod(0o400)
    lock(root)
    assert mode_of(root / "source" / "setup.sh") == 0o400


def test_a_way_that_was_closed_is_opened_for_passing(root):
    """Another user could not run Python otherwise."""
    (root / "source").chmod(0o700)
    lock(root)
    assert mode_of(root / "source") == 0o711


def test_links_are_left_alone_with_what_they_point_to(root, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir(mode=0o755)
    outside.chmod(0o755)
    (root / "link").symlink_to(outside)
    (root / "source" / "link").symlink_to(outside)
    (root / "broken").symlink_to("nowhere")
    lock(root)
    assert mode_of(outside) == 0o755


def test_a_link_in_place_of_the_sources_is_not_entered(root, tmp_path):
    os.rename(root / "source", tmp_path / "elsewhere")
    (tmp_path / "elsewhere").chmod(0o755)
    (root / "source").symlink_to(tmp_path / "elsewhere")
    lock(root)
    assert mode_of(tmp_path / "elsewhere") == 0o755
    assert mode_of(tmp_path / "elsewhere" / "reference") == 0o777


def test_fifos_and_sockets_hold_nothing_up(root):
    os.mkfifo(root / "source" / "fifo", 0o666)
    os.mkfifo(root / "submission.fifo", 0o666)
    lock(root)
    assert mode_of(root / "source" / "fifo") & 0o077 == 0


def test_places_that_all_share_are_closed_on_the_platform_only(root, tmp_path):
    """This is no platform: whatever the shared places are, they stay as they were."""
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    lock(root, shared=(str(shared),))
    assert mode_of(shared) == 0o1777


def test_locking_twice_is_locking_once(root):
    lock(root)
    before = {path: mode_of(path) for path in root.rglob("*")}
    lock(root)
    assert {path: mode_of(path) for path in root.rglob("*")} == before


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        lock(tmp_path / "nowhere")


def test_a_run_locks_the_platform_first_and_grades_as_usual(root):
    """The folder of the results is closed while the submission's code runs, and stays so.

    The course could be written by everybody until then, and would not have been taken.
    """
    source = (ASSIGNMENT.reference / "q2_average.py").read_text()
    look = "import os\ndef weights(beta, t):\n    return os.listdir('{}')\n"
    look = look.format(root / "results")
    for part in ("reference", "tests"):
        shutil.copytree(COURSE.root / part, root / "source" / part, dirs_exist_ok=True)
    for path in root.rglob("*"):
        path.chmod(0o777)
    (root / "submission" / "q2_average.py").write_text(f"{source}\n{look}")
    command = [
        *(sys.executable, "-P", "-m", "autograder", "grade", root / "submission"),
        *("--out", root / "results", "--platform", root, "--only", "2.weights", "--quiet"),
        *("--course", root / "source"),
    ]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (test,) = json.loads((root / "results" / "results.json").read_text())["tests"]
    assert test["score"] == 0
    assert "PermissionError" in test["output"]
    assert mode_of(root / "results") == 0o700
