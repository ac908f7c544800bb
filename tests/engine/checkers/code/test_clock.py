"""What the CPU times of calls say about a count, on times that are written down here."""

import pytest

from autograder.checkers.code.clock import Times, take
from autograder.checkers.common.line import Unanswered
from autograder.verdict import State, lost, pending


@pytest.mark.parametrize(
    ("short", "long", "degree", "exceeds"),
    [
        # In proportion, eight times as much; of a square, 64 times.
        ((0.01, 0.01, 0.01), (0.08, 0.08, 0.08), 1, False),
        ((0.02, 0.02, 0.02), (1.28, 1.28, 1.28), 1, True),
        ((0.02, 0.02, 0.02), (1.28, 1.28, 1.28), 2, False),
        ((0.02, 0.02, 0.02), (10.24, 10.24, 10.24), 2, True),
        # The least counts: what was disturbed twice says nothing.
        ((0.02, 0.9, 0.9), (1.28, 9.0, 9.0), 1, True),
        ((0.02, 0.02, 0.02), (3.0, 3.0, 0.2), 1, False),
        # Half a power, a factor of 22.6, lies between.
        ((0.02, 0.02, 0.02), (0.45, 0.45, 0.45), 1, False),
        ((0.02, 0.02, 0.02), (0.46, 0.46, 0.46), 1, True),
        # What takes nearly no time is disturbed by everything.
        ((0.001, 0.001, 0.001), (0.099, 0.099, 0.099), 1, False),
    ],
)
def test_work_exceeds_what_it_may_where_the_least_times_say_so(short, long, degree, exceeds):
    assert Times(short, long).exceed(degree) is exceeds


class Calls:
    """Calls that take times which are written down, and no others."""

    def __init__(self, *seconds):
        self.left = list(seconds)
        self.runs = []

    def __call__(self, run):
        """Return the next time, or raise it."""
        self.runs.append(run)
        seconds = self.left.pop(0)
        if isinstance(seconds, Exception):
            raise seconds
        return seconds


def test_a_square_is_told_after_three_runs_besides_the_first():
    short, long = Calls(0.2, 0.021, 0.02, 0.022), Calls(2.0, 1.31, 1.3, 1.29)
    told = take(short, long, degree=1)
    assert told == (
        "the CPU clock contradicts the count: 0.020 s, with 8 times as many rows 1.290 s"
    )
    assert short.runs == long.runs == [0, 1, 2, 3]


def test_first_calls_prove_nothing():
    """Four times as long, as where something is made once."""
    assert take(Calls(0.2, 0.02, 0.02, 0.02), Calls(4.0, 0.16, 0.16, 0.16), degree=1) == ""


@pytest.mark.parametrize(
    ("short", "long"),
    [
        (Calls(0.3), Calls()),  # many small operations: the long call would take too long
        (Calls(0.003), Calls(0.09)),  # too fast for a square
        (Calls(0.05, 0.05, 0.05, 0.05), Calls(0.4)),  # in proportion, the first call included
    ],
)
def test_right_code_is_cleared_as_soon_as_it_can_be(short, long):
    assert take(short, long, degree=1) == ""
    assert short.left == long.left == []


@pytest.mark.parametrize("state", [State.TIMED_OUT, State.OUT_OF_MEMORY, State.KILLED])
def test_what_a_busy_machine_ends_says_nothing(state):
    ended = Unanswered(lost("It was ended.", state=state))
    assert take(Calls(ended), Calls(), degree=1) == ""
    assert take(Calls(0.02), Calls(ended), degree=1) == ""
    assert take(Calls(*[0.02] * 4), Calls(2.0, 1.3, ended), degree=1) == ""


def test_a_fault_of_the_reference_says_nothing():
    ours = Unanswered(pending("the reference fell", state=State.GRADER_ERROR))
    assert take(Calls(ours), Calls(), degree=1) == ""


@pytest.mark.parametrize("state", [State.FAILED, State.EXITED])
def test_a_value_that_is_wrong_or_missing_only_here_is_told(state):
    failed = Unanswered(lost("It raised.", state=state))
    told = take(Calls(0.02), Calls(failed), degree=1)
    assert told == "a call that was timed gave no right value: It raised."
