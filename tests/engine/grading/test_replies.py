"""What the reference answered is kept, for the same request alone, and within its room."""

from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from autograder.checkers.common.line import Unanswered
from autograder.checkers.common.ref import Target
from autograder.grading.reference import Reference, RunningReference
from autograder.grading.replies import Replies
from autograder.grading.rubric import RubricLine
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.sandbox.values import OracleName, Tensor, WireDerivation, WireExpression, WireStep
from autograder.verdict import lost

HALF = Tensor.of([0.5], "float64")


@dataclass
class Worker:
    """Gives another value each time it is asked."""

    asked: int = 0

    def ask(self):
        """Return how often it was asked."""
        self.asked += 1
        return [self.asked]


def call(*arguments, **others):
    return {"arguments": list(arguments), "seed": 1, "dtype": "float64", **others}


SAME = ("q1", "call", call(HALF, {"n": 1}))
OTHERS = {
    "another file": ("q2", "call", call(HALF, {"n": 1})),
    "another verb": ("q1", "trial", call(HALF, {"n": 1})),
    "another seed": ("q1", "call", call(HALF, {"n": 1}, seed=2)),
    "another default dtype": ("q1", "call", call(HALF, {"n": 1}, dtype="float32")),
    "another function": ("q1", "call", call(HALF, {"n": 1}, target={"name": "f"})),
    "another number": ("q1", "call", call(HALF, {"n": 2})),
    "a float for an integer": ("q1", "call", call(HALF, {"n": 1.0})),
    "a truth value for an integer": ("q1", "call", call(HALF, {"n": True})),
    "a tuple for a list": ("q1", "call", {**call(), "arguments": (HALF, {"n": 1})}),
    "the last bit of an entry": ("q1", "call", call(Tensor.of([0.5 + 2**-53]), {"n": 1})),
    "a negative zero": ("q1", "call", call(Tensor.of([-0.0], "float64"), {"n": 1})),
    "another shape": ("q1", "call", call(Tensor("float64", (), HALF.data), {"n": 1})),
    "another dtype of the same bytes": (
        "q1", "call", call(Tensor("int64", (1,), HALF.data), {"n": 1}),
    ),
    "with gradients": ("q1", "call", call(Tensor.of([0.5], requires_grad=True), {"n": 1})),
    "with gaps": ("q1", "call", call(Tensor("float64", (1,), HALF.data, strided=True), {"n": 1})),
}  # fmt: skip


def test_the_same_request_is_asked_once():
    replies, worker = Replies(), Worker()
    body = call(Tensor.of([0.5], "float64"), {"n": 1})
    assert replies.recall(*SAME, worker.ask) == [1]
    assert replies.recall("q1", "call", body, worker.ask) == [1]
    assert worker.asked == 1


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_another_request_is_asked(other):
    replies, worker = Replies(), Worker()
    assert replies.recall(*SAME, worker.ask) == [1]
    assert replies.recall(*other, worker.ask) == [2]


def test_a_zero_is_not_its_negative():
    replies, worker = Replies(), Worker()
    zero, negative = (call(Tensor.of([x], "float64")) for x in (0.0, -0.0))
    assert replies.recall("q1", "call", zero, worker.ask) == [1]
    assert replies.recall("q1", "call", negative, worker.ask) == [2]


def test_what_failed_is_asked_again():
    replies = Replies()

    def failing():
        raise Unanswered(lost("the worker was killed"))

    with pytest.raises(Unanswered):
        replies.recall(*SAME, failing)
    assert replies.recall(*SAME, lambda: "here") == "here"


def test_nobody_can_change_what_is_kept():
    """Neither the first, who was there when it came, nor those after."""
    replies = Replies()

    def answer():
        step = WireStep("=", WireExpression([["number", "1"]]), (), "")
        return {
            "values": [[HALF]],
            "proof": WireDerivation(WireExpression([["symbol", "x"]]), (step,)),
        }

    for _ in range(3):
        reply = replies.recall(*SAME, answer)
        assert reply == answer()
        reply["values"][0].clear()
        reply["proof"].start.rows.clear()
        reply["proof"].steps[0].expression.rows[0].append("more")


def test_there_is_a_bound_on_what_is_kept():
    """The oldest goes; what was asked for again is younger."""
    replies, worker = Replies(room=5000), Worker()

    def large():
        worker.ask()
        return Tensor("uint8", (2000,), bytes(2000))

    for name in ("a", "b", "a", "c"):
        replies.recall(name, "call", {}, large)
        assert replies.size <= 5000
    assert worker.asked == 3
    replies.recall("a", "call", {}, large)
    assert worker.asked == 3
    replies.recall("b", "call", {}, large)
    assert worker.asked == 4


def test_what_has_no_room_is_not_kept():
    replies, worker = Replies(room=1000), Worker()
    for _ in range(2):
        reply = replies.recall(*SAME, lambda: (worker.ask(), bytes(2000)))
        assert len(reply[1]) == 2000
    assert worker.asked == 2
    assert replies.size == 0


# --------------------------------------------------------------------- in a running reference

COUNTING = """
from notation import question
calls = []

@question("1.count")
def count(*_): calls.append(1); return len(calls)

@question("1.ask")
def ask(f): return f()
"""


@dataclass(frozen=True)
class Shows:
    """Shows what the reference says."""

    arguments: tuple[Any, ...] = ()
    options: Any = None

    def check(self, line):
        """Return the value as a message."""
        return lost(repr(line.reference.call(*self.arguments, **(self.options or {}))))


@pytest.fixture
def said(zygote, layers):
    """Return what a reference says to one submission after another."""
    with ExitStack() as stack:

        def said(checkers, *, number="1.count", seeds=(0, 0), **options):
            reference = Reference({"q1.py": COUNTING.encode()}, b"")
            running = RunningReference(zygote, reference, layers=layers, **options)
            stack.enter_context(running)
            name = number.partition(".")[2]
            line = RubricLine(
                number=number,
                name=name,
                weight=Fraction(1),
                module=Path("test_q1.py"),
                test="t",
            )
            for checker, seed in zip(checkers, seeds, strict=True):
                submission = Submission({"q1.py": b""})
                with Session(zygote, running, submission, layers=layers, seed=seed) as session:
                    yield session.grade(line, Target(name), checker).message

        yield said


def test_a_reference_that_remembers_runs_once_for_what_shares_a_seed(said):
    assert list(said([Shows(), Shows()], remember=True)) == ["1", "1"]
    assert list(said([Shows(), Shows()], remember=True, seeds=(0, 1))) == ["1", "2"]
    assert list(said([Shows((1,)), Shows((2,))], remember=True)) == ["1", "2"]


def test_a_reference_remembers_nothing_unless_it_is_told_to(said):
    assert list(said([Shows(), Shows()])) == ["1", "2"]


def test_what_asks_the_grader_is_not_remembered(said):
    """The answers are no part of the request."""
    asking = [
        Shows((OracleName("f"),), {"oracles": {"f": answer}}) for answer in (lambda: 1, lambda: 2)
    ]
    assert list(said(asking, number="1.ask", remember=True)) == ["1", "2"]
