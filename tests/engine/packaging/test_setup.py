"""`setup.sh` in a package: the Python that the package is for, or a failure that says so."""

import os
import shutil
import subprocess
import sys

import pytest

from autograder.packaging.archive import Packed
from autograder.packaging.scripts import scripts_of
from autograder.packaging.versions import Versions

#: What the script calls before it has an interpreter.
TOOLS = ("bash", "cat", "cksum", "dirname", "env", "grep", "id", "python3", "sed")


@pytest.fixture
def package(tmp_path):
    """A package for a Python that is nowhere, and a machine whose apt-get has none either."""
    source, programs = tmp_path / "source", tmp_path / "bin"
    for folder in (source, programs):
        folder.mkdir()
    setup: Packed = scripts_of("tiny")["setup.sh"]
    (source / "setup.sh").write_bytes(setup.content)
    (source / "setup.sh").chmod(0o755)
    write(source, (3, 99))
    for tool in TOOLS:
        (programs / tool).symlink_to(shutil.which(tool))
    for tool in ("apt-cache", "apt-get"):
        (programs / tool).write_text(f'#!/bin/sh\necho {tool} "$@" >> {tmp_path}/asked\nexit 100\n')
        (programs / tool).chmod(0o755)
    return source


def write(source, python, **pins):
    text = Versions(python, {"torch": "2.13.0", **pins}).text("tiny")
    (source / "requirements.txt").write_text(text)


def set_up(source, *options):
    programs = source.parent / "bin"
    return subprocess.run(
        [source / "setup.sh", *map(str, options)],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": str(programs), "LANG": "C.UTF-8"},
    )


def test_without_its_python_it_asks_the_system_for_it_and_fails(package):
    done = set_up(package)
    assert done.returncode == 1
    assert "this package is for Python 3.99, and none is there; install python3.99" in done.stderr
    assert not (package / ".venv").exists()
    asked = package.parent / "asked"
    assert asked.exists() == (os.geteuid() == 0)
    if asked.exists():
        assert "apt-get install -y -qq python3.99-venv\n" in asked.read_text()


def test_another_python_that_is_given_is_refused(package):
    done = set_up(package, "--python", sys.executable)
    assert done.returncode == 1
    assert f"for Python 3.99, and {sys.executable} is not there" not in done.stderr
    assert f"this package is for Python 3.99, and {sys.executable} is another" in done.stderr
    assert not (package / ".venv").exists()
    assert not (package.parent / "asked").exists()


def test_what_is_given_and_is_not_there_is_named(package):
    done = set_up(package, "--python", "/nowhere/python")
    assert done.returncode == 1
    assert "and /nowhere/python is not there" in done.stderr


def test_versions_that_do_not_say_for_which_python_are_refused(package):
    (package / "requirements.txt").write_text("torch==2.13.0\n")
    done = set_up(package)
    assert (done.returncode, done.stdout) == (1, "")
    assert "does not say for which Python it is" in done.stderr


def test_what_a_checkout_has_alone_is_refused(package):
    done = set_up(package, "--dev")
    assert done.returncode == 2
    assert "--dev is for a checkout" in done.stderr


def test_where_torch_is_not_present_it_says_so(package, tmp_path):
    """An interpreter of its own environment, with nothing in it; only that is made."""
    empty = tmp_path / "empty"
    base = os.path.realpath(sys.executable)
    subprocess.run([base, "-I", "-m", "venv", "--without-pip", empty], check=True)
    write(package, sys.version_info[:2])
    done = set_up(package, "--torch", "present", "--python", empty / "bin" / "python")
    assert done.returncode == 1
    assert f"--torch present, but {empty}/bin/python has no torch" in done.stderr
    assert not (package / ".venv").exists()


@pytest.fixture
def done_before(package):
    """The environment of a set-up that succeeded, as far as another run of it looks."""
    wanted = subprocess.run(
        ["bash", "-c", 'cat requirements.txt setup.sh; echo "torch cpu"'],
        cwd=package, capture_output=True, check=True,
    )  # fmt: skip
    total = subprocess.run(["cksum"], input=wanted.stdout, capture_output=True, check=True)
    (package / ".venv").mkdir()
    (package / ".venv" / "autograder-setup").write_bytes(total.stdout)
    return package


def test_run_again_it_ends_at_once(done_before):
    done = set_up(done_before)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_with_other_versions_it_begins_again(done_before):
    write(done_before, (3, 99), numpy="2.2.6")
    assert set_up(done_before).returncode == 1


BROWSER = """set -euo pipefail
say() { echo "$@"; }
eval "$(sed -n '/^has_browser() {/,/^}/p; /^install_browser() {/,/^}/p' setup.sh)"
install_browser
"""


def bring_browser(package):
    programs = package.parent / "bin"
    return subprocess.run(
        ["bash", "-c", BROWSER], cwd=package, capture_output=True, text=True, check=False,
        env={"PATH": str(programs)},
    )  # fmt: skip


def test_where_no_browser_can_be_brought_it_says_how_and_goes_on(package):
    done = bring_browser(package)
    assert done.returncode == 0
    assert "install it with its chromedriver (Debian: apt install chromium" in done.stderr
    asked = package.parent / "asked"
    assert asked.exists() == (os.geteuid() == 0)


def test_a_browser_that_is_there_is_not_brought_again(package):
    for name in ("chromium", "chromedriver"):
        (package.parent / "bin" / name).symlink_to(shutil.which("true"))
    done = bring_browser(package)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (package.parent / "asked").exists()
