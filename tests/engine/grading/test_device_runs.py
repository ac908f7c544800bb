"""Lines of code run once more, in the precisions of a device, and nothing hangs on the outcome.

The processor stands in for the GPU: the workers are those that a GPU would have.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.checkers.common.clauses import Clauses
from autograder.checkers.common.ref import Target
from autograder.grading.device_runs import CodeCheck, Rerun, run_again
from autograder.grading.reference import Reference
from autograder.grading.rubric import RubricLine
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.sandbox.accelerator import ACCELERATED_LIMITS, Accelerator
from autograder.sandbox.spawner import Spawner
from autograder.sandbox.values import Tensor
from autograder.verdict import State, earned, lost, partial, pending

DEVICE = Accelerator("cpu", "Abacus", "version 7", ("float32", "bfloat16"))

REFERENCE = b"""
from notation import question

@question("1.double")
def double(x): return x + x

@question("1.pid")
def pid(): return 0
"""

SUBMITTED = b"""
import os, torch

def double(x):
    if x.dtype == torch.bfloat16:
        raise torch.cuda.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")
    return x * 2

def pid(): return os.getpid()
"""


@dataclass(frozen=True)
class Doubles:
    """Compares what comes back, in the dtype that the setting says."""

    def check(self, line):
        """Compare values to rounding."""
        sent = Tensor.of(line.setting.rounded([0.1, 3.0]))
        right, given = line.reference.call(sent), line.submitted.call(sent)
        assert given.dtype == line.setting.dtype
        error = abs(right.array() - given.array()).max()
        return earned() if error <= line.setting.epsilon * 6 else lost(f"off by {error}")


@dataclass(frozen=True)
class Tells:
    """Loses with the value."""

    def check(self, line):
        """Tell the value."""
        return lost(str(line.submitted.call()))


def check_of(number, checker, verdict=None):
    line = RubricLine(
        number=number, name="", weight=Fraction(1), module=Path("test_q1.py"), test="t", code=True
    )
    return CodeCheck(
        line, Target(number.partition(".")[2]), checker, earned() if verdict is None else verdict
    )


@pytest.fixture
def ran_again(zygote, layers):
    """Run checks again and return what was recorded, state by state."""

    def ran_again(*checks, **options):
        recorded = []
        session = Session(
            zygote, Reference({"q1.py": REFERENCE}, b"s"), Submission({"q1.py": SUBMITTED}),
            layers=layers, limits=ACCELERATED_LIMITS, spawner=Spawner(), **options,
        )  # fmt: skip
        with session:
            run_again(checks, session, DEVICE, recorded.append)
        return recorded

    return ran_again


def test_each_line_runs_in_each_precision_and_running_out_of_memory_costs_one(ran_again):
    recorded = ran_again(check_of("1.double", Doubles()), check_of("1.pid", Tells()))
    assert [len(reruns.results) for reruns in recorded] == [1, 2, 3, 4, 4]
    assert recorded[-1].device == "Abacus (version 7)"
    runs = [(r.line.number, r.dtype, r.verdict.state) for r in recorded[-1].results]
    assert runs == [
        ("1.double", "float32", State.PASSED),
        ("1.double", "bfloat16", State.OUT_OF_MEMORY),
        ("1.pid", "float32", State.FAILED),
        ("1.pid", "bfloat16", State.FAILED),
    ]
    right, memory, first, second = recorded[-1].results
    assert right.text == "right"
    assert memory.text.startswith("out of memory. `double` used more memory than a run may have.")
    # A process in which something went wrong computes nothing else.
    assert first.verdict.message != second.verdict.message


def test_what_earns_nothing_on_the_processor_is_not_run_again(ran_again):
    wrong = check_of("1.double", Doubles(), lost("no"))
    half = check_of("1.pid", Tells(), partial(Fraction(1, 2), "half"))
    (*_, reruns) = ran_again(wrong, half)
    assert [(r.line.number, r.dtype) for r in reruns.results] == [
        ("1.double", ""), ("1.pid", "float32"), ("1.pid", "bfloat16"),
    ]  # fmt: skip
    assert reruns.results[0].text == "not run, since it earns nothing on the CPU"


@dataclass(frozen=True)
class HalfWrong:
    """One clause of two is earned."""

    def check(self, _line):
        """Say so, clause by clause."""
        return Clauses({"one": 1, "two": 1}).combine({"one": earned(), "two": lost("Wrong.")})


def test_a_message_speaks_of_no_points(ran_again):
    """None hang on what runs again."""
    (*_, reruns) = ran_again(check_of("1.double", HalfWrong()))
    assert {r.text for r in reruns.results} == {
        "right in part. one: earned.\ntwo: not earned. Wrong."
    }


def test_after_the_deadline_nothing_is_begun(ran_again):
    (*_, reruns) = ran_again(check_of("1.double", Doubles()), deadline=0.0)
    assert [r.text for r in reruns.results] == ["not reached before the deadline"] * 2


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        (earned("kept to yourself"), "right"),
        (partial(Fraction(1, 2), "half of it"), "right in part. half of it"),
        (lost("a sign"), "not right. a sign"),
        (pending("a person looks"), "not decided"),
    ],
)
def test_what_a_student_reads(verdict, text):
    assert Rerun(check_of("1.a", None).line, "float32", verdict).text == text
