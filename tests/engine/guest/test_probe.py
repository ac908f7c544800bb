"""The probe finds what a worker can do, and what it cannot."""

import os

import pytest

from autograder.sandbox.limits import Layers, Limits
from autograder.sandbox.worker import Worker
from autograder.sandbox.worker_replies import Answer

PLENTY = 20.0


@pytest.fixture
def probe(zygote, tmp_path):
    """Try everything in a worker with some layers."""
    secret = tmp_path / "secret"
    secret.write_text("secret")

    def probe(layers, *others):
        with Worker(zygote, Limits(), layers) as worker:
            body = {"secrets": [str(secret), *others], "grader": os.getpid()}
            reply = worker.request("probe", body, cpu_seconds=PLENTY)
        assert isinstance(reply, Answer), reply
        return reply.value

    return probe


def test_without_layers_nearly_everything_is_possible(probe, tmp_path):
    found = probe(Layers())
    assert found["lacking"] == []
    assert found["read"] == [str(tmp_path / "secret")]
    assert {
        "write outside its folder", "start a process", "run a program",
        "open a socket", "change a file's mode", "make memory that no limit counts",
        "go on while it is stopped",
    } <= set(found["possible"])  # fmt: skip


def test_with_the_layers_of_this_machine_nothing_is(probe, layers):
    assert probe(layers) == {"possible": [], "read": [], "lacking": []}


def test_the_filter_alone_leaves_the_files(probe):
    found = probe(Layers(seccomp=True))
    possible = found["possible"]
    assert found["read"]
    assert "write outside its folder" in possible
    assert not {"start a process", "run a program", "open a socket"} & set(possible)
    assert "go on while it is stopped" not in possible


def test_landlock_alone_leaves_the_kernel(probe):
    found = probe(Layers(landlock=True))
    possible = found["possible"]
    assert found["read"] == []
    assert "write outside its folder" not in possible
    assert {"start a process", "open a socket", "go on while it is stopped"} <= set(possible)


def test_a_secret_that_a_worker_may_read_is_found(probe, layers):
    found = probe(layers, os.__file__, os.path.dirname(os.__file__))
    assert found["read"] == [os.__file__, os.path.dirname(os.__file__)]


def test_the_probe_leaves_nothing_behind(probe):
    before = sorted(os.listdir("/tmp"))
    probe(Layers())
    left = set(os.listdir("/tmp")) - set(before)
    assert not [name for name in left if name.startswith(".autograder-")]
