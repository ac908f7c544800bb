"""The strongest layers that a worker can live with are found, and tried."""

import os

import pytest

from autograder.sandbox.isolation import Isolation, IsolationError, find_isolation
from autograder.sandbox.limits import Layers, Limits
from autograder.sandbox.zygote import Zygote, ZygoteError


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret"
    path.write_text("secret")
    return str(path)


def test_what_is_found_here_holds_and_says_so(zygote, secret):
    found = find_isolation(zygote, secret, Limits())
    assert found.holds, found.describe()
    assert {"Landlock", "seccomp"} <= set(found.layers.names)
    assert found.describe() == (
        f"layers: {', '.join(found.layers.names)}; tried in a worker, and they hold"
    )


def test_a_secret_in_a_place_that_workers_read_is_told(zygote):
    found = find_isolation(zygote, os.__file__, Limits())
    assert not found.holds
    assert found.possible == ("read the grader's files",)
    assert found.describe().endswith("; a worker can read the grader's files")


def test_a_secret_that_is_not_there_proves_nothing(zygote, tmp_path):
    with pytest.raises(FileNotFoundError):
        find_isolation(zygote, str(tmp_path / "nowhere"), Limits())


def test_no_layers_are_called_none():
    assert Isolation(Layers(), ("start a process",)).describe() == (
        "layers: none; a worker can start a process"
    )


def test_where_no_worker_can_be_started_the_reasons_are_told(zygote, secret):
    """With two descriptors no worker can do anything."""
    with pytest.raises(IsolationError, match="no worker could be started: "):
        find_isolation(zygote, secret, Limits(descriptors=2))


def test_a_zygote_that_has_died_is_told(secret, monkeypatch):
    """Where none is started in its place."""
    monkeypatch.setattr("autograder.sandbox.zygote._MOST_STARTED", 1)
    with Zygote() as zygote:
        assert zygote.offer
        zygote._process.kill()
        zygote._process.wait()
        with pytest.raises((IsolationError, ZygoteError)):
            find_isolation(zygote, secret, Limits())
