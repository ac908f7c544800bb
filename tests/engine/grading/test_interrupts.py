"""How a run is ended from outside."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import autograder
from autograder.grading.interrupts import terminable

STUCK = """
from autograder.grading.interrupts import ended_after
with ended_after(0.3):
    sum(range(10**13))
"""


def test_at_its_last_moment_a_run_ends_even_in_a_call_that_never_returns():
    environment = {**os.environ, "PYTHONPATH": str(Path(autograder.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-P", "-c", STUCK], env=environment, check=False)
    assert done.returncode == -signal.SIGALRM


def test_a_request_to_end_is_ctrl_c_as_long_as_the_block_goes_on():
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), terminable():
        signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is before


def test_in_another_thread_nothing_is_changed():
    def handler():
        with terminable():
            return signal.getsignal(signal.SIGTERM)

    before = signal.getsignal(signal.SIGTERM)
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(handler).result() is before
