"""The grader's own computing is limited, by CPU time, and never in the middle of a request."""

import math
import os
import signal
import threading
import time

import pytest

from autograder.grading.cpu_limit import TookTooLong, limited, undisturbed
from autograder.verdict import State, earned


def work_for_ever():
    while True:
        math.factorial(100)


def test_computing_without_end_is_ended():
    with pytest.raises(TookTooLong), limited(0.05):
        work_for_ever()


def test_what_ends_in_time_is_left_alone():
    with limited(60):
        math.factorial(1000)
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_waiting_costs_nothing():
    """A pipe on which nothing comes is waited for longer than the limit, by the wall's clock."""
    reader, writer = os.pipe()
    threading.Timer(0.2, os.write, (writer, b"x")).start()
    with limited(0.1):
        assert os.read(reader, 1) == b"x"
    os.close(reader)
    os.close(writer)


def test_inside_a_request_it_is_held_back_until_the_end():
    done = []

    def ask_and_work():
        with limited(0.02):
            with undisturbed():
                end = time.process_time() + 0.1
                while time.process_time() < end:
                    pass
                done.append("the request is complete")
            work_for_ever()

    with pytest.raises(TookTooLong):
        ask_and_work()
    assert done == ["the request is complete"]


def test_afterwards_the_signal_is_what_it_was():
    before = signal.getsignal(signal.SIGPROF)
    with limited(60), undisturbed():
        pass
    assert signal.getsignal(signal.SIGPROF) is before
    assert signal.SIGPROF not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_in_another_thread_no_limit_is_promised():
    """It would be none: the signal goes to the main one."""
    outcome = []

    def run():
        try:
            with limited(60):
                outcome.append("begun")
        except RuntimeError as error:
            outcome.append(str(error))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert outcome == ["a limit on computing is kept by a signal: only in the main thread"]


class Loops:
    """A comparison that a student has made endless."""

    def check(self, line):
        """Ask the student's code, then never end."""
        line.submitted.call()
        work_for_ever()


def test_a_comparison_without_end_is_undecided_and_the_next_line_is_graded(graded):
    session = graded("def two(): return 2\n", comparison_seconds=0.2)
    verdict = session.line(checker=Loops())
    assert verdict.state is State.UNDECIDED
    assert verdict.review == "comparing took more than 0.2 s of computing"
    assert session.line() == earned()
