"""Algorithms that ask a function of the grader's, run in workers."""

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from autograder.checkers.code.algorithm import BlackBox, judge_runs, run_algorithm
from autograder.checkers.common.promises import Broken
from autograder.checkers.common.ref import Target
from autograder.grading.reference import Reference, RunningReference
from autograder.grading.rubric import RubricLine
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.sandbox.worker_replies import Refused
from autograder.verdict import State

REFERENCE = """
from notation import question

@question("1.largest")
def largest(heavier, weight, n):
    return max(range(n), key=weight)
"""
BY_COMPARISON = """
def largest(heavier, weight, n):
    best = 0
    for i in range(1, n):
        if heavier(i, best):
            best = i
    return best
"""


@dataclass
class Scales:
    """Weights, and what was asked of them."""

    weights: tuple[int, ...]
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def heavier(self, *pair):
        """Compare two of them."""
        self.asked.append(pair)
        if len(pair) != 2 or not all(isinstance(i, int) for i in pair):
            raise Refused("heavier takes two numbers")
        return self.weights[pair[0]] > self.weights[pair[1]]

    def weight(self, i):
        """Weigh one of them."""
        self.asked.append((i,))
        return self.weights[i]


@dataclass(frozen=True)
class Weighing:
    """The heaviest of some, in fewer comparisons than there are."""

    scales: Scales
    right: int
    dtype: str = "float64"

    def __str__(self) -> str:
        return f"n = {len(self.scales.weights)}"

    @property
    def arguments(self):
        """Two black boxes and a number."""
        boxes = BlackBox("heavier", self.scales.heavier), BlackBox("weight", self.scales.weight)
        return (*boxes, len(self.scales.weights))

    def promises(self, answer):
        """Look at the answer, at its type, and at what was asked."""
        if answer != self.right:
            yield lambda: _break("It is another one.", "values")
        if not isinstance(answer, int):
            yield lambda: _break("It is a float.", "dtype", Fraction(1, 2))
        if len(self.scales.asked) >= len(self.scales.weights):
            yield lambda: _break(f"asked {len(self.scales.asked)} times", "calls")


def _break(text, note, share=Fraction(0)):
    raise Broken(text, note, share)


class Heaviest:
    """Two weighings; the reference says which is the heaviest."""

    def __init__(self):
        self.posed = []

    def check(self, line):
        """Judge both."""
        return judge_runs(line, self._runs(line))

    def _runs(self, line):
        for weights in ((3, 1), (2, 7, 1, 8)):
            self.posed.append(weights)
            arguments = Weighing(Scales(weights), 0).arguments
            right = run_algorithm(line.reference, *arguments)
            yield Weighing(Scales(weights), right)


@pytest.fixture
def judge(zygote, layers):
    """Judge a source text; say which weighings were posed."""

    def judge(source):
        line = RubricLine(
            number="1.largest", name="", weight=Fraction(1), module=Path("test_q1.py"), test="it",
            code=True,
        )  # fmt: skip
        submission = Submission({"q1.py": source.encode()})
        checker = Heaviest()
        reference = Reference({"q1.py": REFERENCE.encode()}, b"")
        with (
            RunningReference(zygote, reference, layers=layers) as running,
            Session(zygote, running, submission, layers=layers, seed=5) as session,
        ):
            return session.grade(line, Target("largest"), checker), checker.posed

    return judge


def test_what_keeps_all_promises_earns_all_in_every_run(judge):
    verdict, posed = judge(BY_COMPARISON)
    assert (verdict.share, verdict.message) == (1, "")
    assert posed == [(3, 1), (2, 7, 1, 8)]


def test_a_broken_promise_is_told_with_its_run_and_no_other_is_posed(judge):
    verdict, posed = judge("def largest(heavier, weight, n): return 1")
    assert (verdict.share, verdict.notes) == (0, ("values",))
    assert verdict.message == "It is another one.\nFound with n = 2 (seed 5)."
    assert posed == [(3, 1)]


def test_the_grader_has_counted_the_calls(judge):
    verdict, posed = judge("def largest(heavier, weight, n): return max(range(n), key=weight)")
    assert verdict.message == "asked 2 times\nFound with n = 2 (seed 5)."
    assert posed == [(3, 1)]


def test_a_slip_counts_where_all_else_is_right(judge):
    verdict, posed = judge(BY_COMPARISON.replace("return best", "return float(best)"))
    assert (verdict.share, verdict.notes) == (Fraction(1, 2), ("dtype",))
    assert verdict.message.endswith("n = 2 (seed 5).")
    assert len(posed) == 2


def test_what_makes_no_sense_is_an_exception_of_the_students(judge):
    verdict, _ = judge("def largest(heavier, weight, n): return heavier(0)")
    assert (verdict.share, verdict.notes) == (0, ("exception",))
    assert "ValueError: heavier takes two numbers" in verdict.message
    assert "Found with n = 2 (seed 5)." in verdict.message


def test_a_process_that_ends_is_no_answer(judge):
    verdict, _ = judge("import os\ndef largest(heavier, weight, n): os._exit(0)")
    assert (verdict.state, verdict.share) == (State.EXITED, 0)
