"""The strongest layers that a worker can live with are found, and tried."""

import os
from pathlib import Path

import pytest

from autograder.sandbox.isolation import Isolation, IsolationError, find_isolation
from autograder.sandbox.limits import Layers, Limits
from autograder.sandbox.zygote import Zygote, ZygoteError


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret"
    path.write_text("secret")
    return path


def test_what_is_found_here_holds_and_says_so(zygote, secret):
    found = find_isolation(zygote, [secret], Limits())
    assert found.holds, found.describe()
    assert {"Landlock", "seccomp"} <= set(found.layers.names)
    assert found.describe() == (
        f"layers: {', '.join(found.layers.names)}; tried in a worker, and they hold"
    )


def test_a_secret_in_a_place_that_workers_read_is_told(zygote):
    found = find_isolation(zygote, [Path(os.__file__)], Limits())
    assert not found.holds
    assert found.possible == ("read the grader's files",)
    assert found.describe().endswith(
        f"; a worker can read the grader's files: {os.path.realpath(os.__file__)}"
    )


def test_every_file_of_a_folder_is_tried(zygote, tmp_path):
    """One that leads to where workers read is found among those that are closed to them."""
    folder = tmp_path / "reference" / "inner"
    folder.mkdir(parents=True)
    for name in ("first.py", "second.py"):
        (folder / name).write_text("answer = 42")
        (folder / name).chmod(0o600)
    (folder / "open.py").symlink_to(os.__file__)
    os.mkfifo(folder / "waits")
    found = find_isolation(zygote, [tmp_path / "reference"], Limits())
    assert found.read == (os.path.realpath(os.__file__),)
    assert found.describe().endswith(f"; a worker can read the grader's files: {found.read[0]}")


def test_of_many_files_the_first_is_named(zygote, secret):
    packages = Path(os.__file__).resolve().parent
    found = find_isolation(zygote, [secret, packages / "os.py", packages / "re"], Limits())
    assert str(packages / "re" / "_parser.py") in found.read
    assert f": {packages / 'os.py'} and {len(found.read) - 1} more" in found.describe()


def test_a_secret_that_is_not_there_proves_nothing(zygote, tmp_path):
    with pytest.raises(FileNotFoundError):
        find_isolation(zygote, [tmp_path / "nowhere"], Limits())


def test_no_layers_are_called_none():
    assert Isolation(Layers(), ("start a process",)).describe() == (
        "layers: none; a worker can start a process"
    )


def test_where_no_worker_can_be_started_the_reasons_are_told(zygote, secret):
    """With two descriptors no worker can do anything."""
    with pytest.raises(IsolationError, match="no worker could be started: "):
        find_isolation(zygote, [secret], Limits(descriptors=2))


def test_a_zygote_that_has_died_is_told(secret, monkeypatch):
    """Where none is started in its place."""
    monkeypatch.setattr("autograder.sandbox.zygote._MOST_STARTED", 1)
    with Zygote() as zygote:
        assert zygote.offer
        zygote._process.kill()
        zygote._process.wait()
        with pytest.raises((IsolationError, ZygoteError)):
            find_isolation(zygote, [secret], Limits())
