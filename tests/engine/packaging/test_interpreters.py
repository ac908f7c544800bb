"""The interpreter of a rehearsal: what was promised where it is here, else another, and said so."""

import sys
from importlib.metadata import version

import pytest

from autograder.packaging.interpreters import find_interpreter
from autograder.packaging.versions import PackageError

HERE = sys.version_info[:2]


def stand_in(folder, name, answer):
    """Make a program that answers as a Python of a version would."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\necho {answer[0]} {answer[1]}\n")
    (folder / name).chmod(0o755)
    return folder / name


def test_what_runs_this_is_taken_if_it_is_promised():
    found = find_interpreter(HERE)
    assert found.path == sys.executable
    assert found.is_promised
    assert found.describe() == "Python {}.{} ({})".format(*HERE, sys.executable)


def test_one_of_the_promised_version_is_found_by_its_name(tmp_path, monkeypatch):
    program = stand_in(tmp_path / "bin", "python3.99", (3, 99))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    found = find_interpreter((3, 99))
    assert (found.path, found.is_promised) == (str(program), True)


def test_where_there_is_none_another_is_taken_and_that_is_said(tmp_path, monkeypatch):
    """A program of the right name that does not run, as version managers have them, is none."""
    program = stand_in(tmp_path / "bin", "python3.99", (3, 99))
    program.write_text("#!/bin/sh\necho not here >&2\nexit 127\n")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    found = find_interpreter((3, 99))
    assert found.path == sys.executable
    assert not found.is_promised
    assert found.describe().endswith(", and not with Python 3.99 as on the platform")


def test_what_is_given_is_taken_whichever_it_is(tmp_path):
    program = stand_in(tmp_path, "mine", (3, 98))
    assert find_interpreter((3, 98), str(program)).is_promised
    assert not find_interpreter((3, 97), str(program)).is_promised


@pytest.mark.parametrize("given", ["/bin/true", "/nowhere/python"])
def test_what_is_no_python_is_refused(given):
    with pytest.raises(PackageError, match=f"{given}: no Python with a venv module"):
        find_interpreter(HERE, given)


def test_its_torch_will_do_if_it_is_the_packages_version():
    present = version("torch").partition("+")[0]
    assert find_interpreter(HERE).will_do(present)
    assert not find_interpreter(HERE).will_do("0.1")
    assert find_interpreter((3, 99), sys.executable).will_do("0.1"), "a stand-in anyway"
