"""The wheel, installed into an environment with nothing of ours: all that the engine needs."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    (wheel,) = folder.iterdir()
    return wheel


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Install it beside what it needs, and run its command in an empty folder."""
    root = tmp_path_factory.mktemp("environment")
    base = os.path.realpath(sys.executable)
    subprocess.run([base, "-I", "-m", "venv", "--without-pip", root], check=True)
    python = root / "bin" / "python"
    (packages,) = root.glob("lib/python*/site-packages")
    # The packages, and not what their own .pth files add: a checkout of the engine, for one.
    needed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    needed |= {path for path in sys.path if path.endswith("-packages")}
    (packages / "needed.pth").write_text("".join(f"{path}\n" for path in sorted(needed)))
    pip = (sys.executable, "-I", "-m", "pip", "--python", python, "install", "--quiet")
    subprocess.run([*pip, "--no-deps", "--no-index", "--ignore-installed", wheel], check=True)

    def run(*arguments, cwd):
        command = [root / "bin" / "autograder", *map(str, arguments)]
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("AUTOGRADER_", "PYTHON"))}
        return subprocess.run(command, cwd=cwd, env=kept, capture_output=True, text=True)

    run.python = python
    return run


def test_all_of_the_engine_is_in_it_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        packed = {name: archive.read(name) for name in archive.namelist() if "-info/" not in name}
    engine = PROJECT / "autograder"
    files = {
        f"autograder/{path.relative_to(engine)}": path.read_bytes()
        for path in engine.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed.keys() == files.keys()
    assert packed == files
    assert {
        *("autograder/pytest.ini", "autograder/notation.py", "autograder/student/conftest.py"),
        *("autograder/packaging/setup.sh", "autograder/packaging/run_autograder"),
    } < packed.keys()


def test_it_is_the_installed_engine_that_runs(installed, tmp_path):
    script = "import autograder; print(autograder.__file__)"
    done = subprocess.run(
        [installed.python, "-I", "-c", script], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.stdout.startswith(str(installed.python.parents[1])), done.stderr


def test_outside_of_a_course_it_says_what_it_looked_for(installed, tmp_path):
    done = installed("grade", tmp_path, cwd=tmp_path)
    assert done.returncode == 2
    assert "autograder new" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_grades_and_makes_packages_of_a_course_elsewhere(installed, tiny, autograder, tmp_path):
    """The package is the one that a checkout makes, byte for byte."""
    whole = tiny.submissions / "whole"
    graded = installed("grade", whole, "--device", "cpu", cwd=tiny.course)
    assert graded.returncode == 0, graded.stderr
    assert "3 / 3" in graded.stdout
    checked = installed("template", "--check", "tiny", cwd=tiny.course)
    assert checked.returncode == 0, checked.stderr
    made = installed("package", "gradescope", "tiny", "--out", tmp_path / "1.zip", cwd=tiny.course)
    assert made.returncode == 0, made.stderr
    here = ("--course", tiny.course, "--out", tmp_path / "2.zip")
    assert autograder("package", "gradescope", "tiny", *here).returncode == 0
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()
