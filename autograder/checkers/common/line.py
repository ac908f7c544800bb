"""What a checker is given, and what it must be.

A checker is a frozen record with one method, ``check(line) -> Verdict``. It asks the two sides of
the line for values and compares them; it reads no files and no clock, and has no randomness
beyond the line's seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from autograder.checkers.code.counts import Measurement
from autograder.expression.decide import Definition
from autograder.expression.derivation.decisions import Decisions
from autograder.expression.domain import Domain
from autograder.expression.premises import Premises
from autograder.expression.tree import Node
from autograder.sandbox.values import Tensor
from autograder.verdict import Verdict

from .ref import Target
from .setting import GRADED, Setting

__all__ = [
    "Checker",
    "Exact",
    "Followed",
    "Gradients",
    "Line",
    "Oracle",
    "Question",
    "Remote",
    "Result",
    "Side",
    "Submitted",
    "Trial",
    "Unanswered",
    "names",
]


class Unanswered(Exception):
    """A side gave no value: the verdict says why. Grading makes it the line's verdict."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.message)
        self.verdict = verdict


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the reference declares it.

    Args:
        id: Its number.
        function: The function that answers it.
        symbols: Its arguments and their domains, in order; empty where the answer is data or code.
        definitions: What items of its sequences may be replaced by.
        substitutions: What its other symbols are made of.
        conditions: What else it states of its symbols, such as ``t <= T``.
        siblings: The symbols of the other questions of its file, with the domains that the nearest
            of them declares.
        tex: How each of its symbols is written in LaTeX, the usual way first.
        names: How its own quantity is written in LaTeX.
        ranges: Limits that a sum in LaTeX may leave out: an index, its first and its last value.
        asks: What kind of data answers it, where it has no symbols; for reading LaTeX.
    """

    id: str
    function: str
    symbols: Mapping[str, Domain]
    definitions: tuple[Definition, ...] = ()
    substitutions: Mapping[str, Node] = field(default_factory=dict)
    conditions: tuple[Node, ...] = ()
    siblings: Mapping[str, Domain] = field(default_factory=dict)
    tex: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    ranges: tuple[tuple[str, str, str], ...] = ()
    asks: str = ""


class Side(Protocol):
    """One side of a line: the student's code or the reference's, in a worker.

    Every method raises `Unanswered` when there is no value.
    """

    def answer(self, function: str = "") -> Any:
        """Call the question's function (or another of its file) with the question's symbols."""

    def call(
        self,
        *arguments: Any,
        function: str = "",
        oracles: Mapping[str, Callable[..., Any]] | None = None,
        dtype: str = "float64",
    ) -> Any:
        """Call the question's function (or another of its file) with values."""


class Submitted(Side, Protocol):
    """The student's side: what a call did and cost besides; objects that stay, such as modules."""

    def trial(
        self,
        *arguments: Any,
        function: str = "",
        cotangents: Sequence[Tensor | None] | None = None,
        dtype: str = "float64",
        copied: bool = False,
    ) -> Trial:
        """Call a function on tensors, and see what else came of the call.

        Args:
            arguments: What it is called with.
            function: Another function of the file.
            cotangents: One for each output (None for one without gradient), of its shape; without
                any list, no gradients are computed.
            dtype: torch's default dtype.
            copied: Whether it gets copies, of which it may overwrite what it likes.
        """

    def measure(
        self, *arguments: Any, function: str = "", cotangents: Sequence[Tensor] | None = None
    ) -> Measurement:
        """Call a function, and count what that costs.

        Args:
            arguments: What it is called with.
            function: Another function of the file.
            cotangents: One for each output, to count what differentiating costs; the arguments
                require gradients then.
        """

    def call_within(self, *arguments: Any, memory: int, function: str = "") -> Any:
        """Call a function in a process of its own that cannot take more memory.

        Args:
            arguments: What it is called with.
            memory: Bytes of address space beyond what the process has before it sees any of the
                submission's code.
            function: Another function of the file.
        """

    def timed(self) -> AbstractContextManager[Callable[..., tuple[Any, float]]]:
        """Start a process of its own, in which calls of the function are timed from outside.

        In the block, a call with arguments returns the value and the CPU seconds of the process.
        Nothing that goes wrong there takes anything from the other calls.
        """

    def send(self, value: Any) -> Remote:
        """Keep a value of the grader's in the worker, to see what becomes of it."""

    def construct(self, *arguments: Any, function: str = "", dtype: str = "float64") -> Remote:
        """Call a function or class of the file, and keep what it returns in the worker.

        Arguments may be, or contain, what is kept already.
        """

    def casts(self, *arguments: Any, function: str = "", dtype: str = "float64") -> int:
        """Count the numbers that are not finite, and that a call turns into integers."""

    def widened(self) -> AbstractContextManager[Submitted]:
        """Yield the same code in a process of its own where float32 means float64."""

    def renew(self) -> None:
        """End the worker: the next call runs in another, where nothing is known of those before."""


class Remote(Protocol):
    """An object that stays in the student's worker. Every method raises `Unanswered`."""

    def value(self) -> Any:
        """Return it as data."""

    def call(self, *arguments: Any, method: str = "") -> Any:
        """Call it, or a method of it; a method may return nothing."""

    def measure(self, argument: Tensor) -> Measurement:
        """Call it under the counter, in float64."""

    def parameters(self) -> Mapping[str, Tensor]:
        """Return the parameters of a module; those that are trained require a gradient."""

    def assign(self, values: Mapping[str, Tensor]) -> None:
        """Replace the values of some parameters."""

    def backward(
        self, argument: Tensor, cotangent: Tensor, *, of_argument: bool = True
    ) -> Gradients:
        """Call a module on an argument and accumulate the gradients of ``⟨output, cotangent⟩``.

        Args:
            argument: What it is called with.
            cotangent: Of the output's shape.
            of_argument: Whether the argument requires a gradient as well.
        """

    def step(self, rate: float) -> None:
        """Subtract ``rate`` times its gradient from every parameter that has one."""


@dataclass(frozen=True, slots=True)
class Gradients:
    """What came of differentiating a module's output; None where no gradient arrived."""

    argument: Tensor | None
    parameters: Mapping[str, Tensor | None]


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of one call.

    Args:
        value: What was returned.
        arguments: The tensors among the arguments as they are afterwards, None for the others.
        gradients: The gradients of ``Σ ⟨output, cotangent⟩`` with respect to the arguments that
            require one, in order; None for those that the outputs do not depend on.
    """

    value: Any
    arguments: tuple[Any, ...]
    gradients: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Exact:
    """A result of the reference's, and how exactly one can be asked for.

    Args:
        value: The result, in float64 where it is real; a gradient that is None is zero.
        response: How many times the unit round-off each entry may be off, relative to nothing:
            in the entries' own unit. None where the result is not real.
    """

    value: Tensor | None
    response: Tensor | None


@dataclass(frozen=True, slots=True)
class Result:
    """What the reference returns for a call, with what `autograder.guest.noise` says about it.

    Args:
        values: Its outputs.
        gradients: With respect to the arguments that require one, in order.
        exponent: The largest exponent on the way, at least 1.
    """

    values: tuple[Exact, ...]
    gradients: tuple[Exact, ...]
    exponent: float


class Oracle(Side, Protocol):
    """The reference's side: it can say besides how exactly it can be told from others."""

    def result(
        self,
        *arguments: Any,
        function: str = "",
        cotangents: Sequence[Tensor | None] | None = None,
    ) -> Result:
        """Call a function on tensors of float64, as `Submitted.trial`."""


@dataclass(frozen=True, slots=True)
class Followed:
    """An earlier line from whose answer this one goes on.

    Args:
        question: What the reference declares for it.
        reference: The right answer; None where that is no expression.
        submitted: The student's, as it was graded, where that one is not right; else None.
        waits: Whether a person has to decide it.
        slips: What is right here after the misreadings that were recognised in it.
        went_on: Whether the student's is right, going on from another answer.
        goes_on: Whether the student's answer is quoted, and not the reference's.
    """

    question: Question
    reference: Node | None = None
    submitted: Node | None = None
    waits: bool = False
    slips: tuple[Target | str, ...] = ()
    went_on: bool = False
    goes_on: bool = False

    @property
    def root(self) -> Node | None:
        """The answer that a text quotes."""
        return self.submitted if self.goes_on else self.reference


@dataclass(frozen=True, slots=True)
class Line:
    """One line to be checked.

    Args:
        question: What the reference declares.
        submitted: The student's side.
        reference: The reference's, always on the CPU and in float64.
        seed: Of all that is drawn for the line.
        setting: Where the student's side runs, and in which precision.
        followed: The lines that this one follows, by their numbers.
        decisions: What was decided of steps for other answers; nothing if that is not remembered.
        in_latex: Whether the student's side is written in LaTeX, so that what is said is so too.
    """

    question: Question
    submitted: Submitted
    reference: Oracle
    seed: int
    setting: Setting = GRADED
    followed: Mapping[str, Followed] = field(default_factory=dict)
    decisions: Decisions | None = None
    in_latex: bool = False

    @property
    def premises(self) -> Premises:
        """What a comparison depends on: what is known of the question's symbols, and the seed."""
        question = self.question
        return Premises(
            question.symbols,
            question.definitions,
            question.conditions,
            question.substitutions,
            self.seed,
        )

    def random(self, purpose: str) -> random.Random:
        """Return a source of random numbers that depends on the seed and on the purpose alone."""
        return random.Random(f"{self.seed}:{purpose}")


class Checker(Protocol):
    """What `grade` takes."""

    def check(self, line: Line) -> Verdict:
        """Compare the two sides.

        Raises:
            Unanswered: A side gave no value.
        """


def names(items: Sequence[str], joined: str = "and") -> str:
    """Return `a`, `b` and `c` for a message; or whatever joins the last two."""
    quoted = [f"`{item}`" for item in items]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {joined} {quoted[-1]}"
