"""A GPU is used where torch finds one and workers on it can do no harm; else the reason is told."""

import os
from pathlib import Path

import pytest
import torch

from autograder.sandbox.accelerator import NoAccelerator, find_accelerator
from autograder.sandbox.isolation import Isolation
from autograder.sandbox.limits import Layers
from autograder.sandbox.spawner import Spawner


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret"
    path.write_text("secret")
    return path


def test_the_processor_can_stand_in_for_one(layers, secret):
    """The layers hold for a process of its own, with the driver's requests let through."""
    found = find_accelerator(Spawner(), Isolation(layers, ()), [secret], device="cpu")
    assert str(found) == "CPU"
    assert found.dtypes == ("float32", "bfloat16")


def test_what_torch_finds_is_used_or_the_reason_is_told(layers, secret):
    if torch.cuda.is_available():
        found = find_accelerator(Spawner(), Isolation(layers, ()), [secret])
        assert found.name == torch.cuda.get_device_name()
    else:
        with pytest.raises(
            NoAccelerator, match=r"could not be started on it: .*finds no cuda device"
        ):
            find_accelerator(Spawner(), Isolation(layers, ()), [secret])


def test_one_on_which_workers_could_do_harm_is_not_used(secret):
    """Without layers, workers may do anything; a run that accepts all of it may use the GPU."""
    with pytest.raises(NoAccelerator, match=r"could read the grader's files, .*start a process"):
        find_accelerator(Spawner(), Isolation(Layers(), ()), [secret], device="cpu")


def test_what_was_accepted_before_is_no_reason_against_it(layers):
    """A run with ``--unsafe`` goes on."""
    readable = Isolation(layers, ("read the grader's files",))
    assert find_accelerator(Spawner(), readable, [Path(os.__file__)], device="cpu").name == "CPU"
    with pytest.raises(NoAccelerator, match="could read the grader's files"):
        find_accelerator(Spawner(), Isolation(layers, ()), [Path(os.__file__)], device="cpu")


def test_a_secret_that_is_not_there_proves_nothing(layers, tmp_path):
    with pytest.raises(FileNotFoundError):
        find_accelerator(Spawner(), Isolation(layers, ()), [tmp_path / "nowhere"])
