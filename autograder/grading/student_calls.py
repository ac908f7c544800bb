"""Calls of the student's function, in a worker and for a checker.

Where their code fails, there is a verdict with a message that they can act on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from typing import Any

from autograder.checkers.code.counts import Measurement, read_measurement
from autograder.checkers.common.line import Question, Trial, Unanswered
from autograder.checkers.common.setting import GRADED, Setting
from autograder.sandbox.values import Handle, Symbol, Tensor
from autograder.sandbox.worker_replies import Answer, Raised, Stopped
from autograder.verdict import lost

from .call_bodies import call_body, read_trial, trial_body
from .failures import call_failure, import_failure
from .missing import missing_file, missing_function
from .remote import RemoteObject, handles_in
from .steps import Step, StepFrames
from .submission import Submission
from .workers import CodeWorkers

__all__ = ["StudentCalls"]

_WORD = re.compile(r"\w+")


class StudentCalls:
    """The student's function that answers a question.

    Args:
        workers: Where it runs.
        submission: What was handed in.
        file: The question file, such as ``q2_decoding.py``.
        question: The question.
        others: The functions that answer other questions of the file: none is this one, renamed.
        seconds: CPU seconds for each call.
        seed: For the random numbers that the code draws itself, below 2⁶³; code can read it, so
            nothing that the grader draws may follow from it.
        setting: The precision: float64 is sent in it, and is torch's default dtype.
        one_by_one: As for `StepFrames`.

    Attributes:
        answered: What the function returned for the question's symbols; it is asked once.
        returned: What it returned last when it was called with nothing, as for data.
    """

    def __init__(
        self,
        workers: CodeWorkers,
        submission: Submission,
        file: str,
        question: Question,
        *,
        others: Set[str],
        seconds: float,
        seed: int,
        setting: Setting = GRADED,
        one_by_one: bool = False,
    ) -> None:
        self._workers = workers
        self._others = others
        self._submission = submission
        self._file = file
        self._module = file.removesuffix(".py")
        self._question = question
        self._seconds = seconds
        self._seed = seed
        self._setting = setting
        self._one_by_one = one_by_one
        self._steps = StepFrames(workers, self._module, seconds, one_by_one=one_by_one)
        self.answered: Any = None
        self.returned: Any = None

    def answer(self, function: str = "") -> Any:
        """Call the function with the question's symbols; what it has answered once stands."""
        if function:
            return self._answer(function)
        if self.answered is None:
            self.answered = self._answer(self._question.function)
        return self.answered

    def _answer(self, name: str) -> Any:
        symbols = {name: Symbol(name, str(d)) for name, d in self._question.symbols.items()}
        parameters = self._parameters(name)
        # By name where the names are the template's, so that their order does not matter.
        if parameters is not None and set(symbols) <= set(parameters):
            return self._call(name, (), symbols)
        return self._call(name, tuple(symbols.values()), {})

    def call(
        self,
        *arguments: Any,
        function: str = "",
        oracles: Mapping[str, Callable[..., Any]] | None = None,
        dtype: str = "float64",
    ) -> Any:
        """Call the function with values, in the template's order."""
        name = function or self._question.function
        self._parameters(name)
        value = self._call(name, arguments, {}, oracles, dtype)
        if not (arguments or function):
            self.returned = value
        return value

    def trial(
        self,
        *arguments: Any,
        function: str = "",
        cotangents: Sequence[Tensor | None] | None = None,
        dtype: str = "float64",
        copied: bool = False,
    ) -> Trial:
        """Call the function on tensors, and see what else came of the call."""
        name = function or self._question.function
        self._parameters(name)
        setting = self._setting
        sent = trial_body(self._module, name, arguments, cotangents, self._seed)
        body = {**setting.cast(sent), "dtype": setting.name_for(dtype), "copied": copied}
        trial = read_trial(self._steps.take(Step("trial", body, name, arguments)))
        if trial.value is None:
            raise Unanswered(
                lost(
                    f"`{name}` returned nothing: is a `return` missing?", notes=("returns nothing",)
                )
            )
        return trial

    def send(self, value: Any) -> RemoteObject:
        """Keep a value of the grader's in the worker, to see what becomes of it."""
        name = self._question.function
        self._parameters(name)
        handle = self._steps.keep(self._setting.cast(value), name)
        return self._remote(handle, name, "float64")

    def construct(
        self, *arguments: Any, function: str = "", dtype: str = "float64"
    ) -> RemoteObject:
        """Call a function or class of the file, and keep what it returns in the worker."""
        name = function or self._question.function
        self._parameters(name)
        sent = self._setting.cast(handles_in(arguments))
        body = call_body(self._module, name, sent, {}, self._setting.name_for(dtype), self._seed)
        handle = self._steps.take(Step("call", {**body, "keep": True}, name, arguments))
        if not isinstance(handle, Handle):
            raise Unanswered(lost("The code's reply could not be read.", notes=("unreadable",)))
        return self._remote(handle, name, dtype)

    def casts(self, *arguments: Any, function: str = "", dtype: str = "float64") -> int:
        """Count the numbers that are not finite, and that a call turns into integers."""
        name = function or self._question.function
        self._parameters(name)
        sent = self._setting.cast(arguments)
        body = call_body(self._module, name, sent, {}, self._setting.name_for(dtype), self._seed)
        count = self._steps.take(Step("casts", body, name, arguments))
        return count if isinstance(count, int) else 0

    def renew(self) -> None:
        """End the worker: the next call runs in another, where nothing is known of those before."""
        self._steps.forget()
        self._workers.retire(self._module)

    @contextmanager
    def widened(self) -> Iterator[StudentCalls]:
        """Yield the same code where float32 means float64, whatever it is called."""
        with self._workers.widened(self._module) as workers:
            yield StudentCalls(
                workers,
                self._submission,
                self._file,
                self._question,
                others=self._others,
                seconds=self._seconds,
                seed=self._seed,
                setting=self._setting,
                one_by_one=self._one_by_one,
            )

    def _remote(self, handle: Handle, name: str, dtype: str) -> RemoteObject:
        return RemoteObject(self._steps, handle, name, self._setting, dtype=dtype, seed=self._seed)

    def measure(
        self, *arguments: Any, function: str = "", cotangents: Sequence[Tensor] | None = None
    ) -> Measurement:
        """Call the function, and count what that costs."""
        name = function or self._question.function
        self._parameters(name)
        body = trial_body(self._module, name, arguments, cotangents, self._seed)
        value = self._steps.take(Step("measure", body, name, arguments))
        try:
            return read_measurement(value)
        except ValueError as error:
            text = f"The code's reply could not be read: {error}."
            raise Unanswered(lost(text, notes=("unreadable",))) from None

    def call_within(self, *arguments: Any, memory: int, function: str = "") -> Any:
        """Call the function in a worker of its own that cannot take more memory."""
        name = function or self._question.function
        self._parameters(name)
        body = call_body(self._module, name, arguments, {}, "float64", self._seed)
        reply = self._workers.request_apart(
            self._module, "call", body, cpu_seconds=self._seconds, memory=memory
        )
        if isinstance(reply, Answer):
            return reply.value
        raise Unanswered(call_failure(name, list(arguments), reply))

    @contextmanager
    def timed(self) -> Iterator[Callable[..., tuple[Any, float]]]:
        """Start a process of its own, in which calls of the function are timed from outside."""
        name = self._question.function
        with self._workers.timed(self._module) as ask:

            def call(*arguments: Any) -> tuple[Any, float]:
                body = call_body(self._module, name, arguments, {}, "float64", self._seed)
                reply = ask("call", body, self._seconds)
                if isinstance(reply, Answer):
                    return reply.value, reply.cpu_seconds
                raise Unanswered(call_failure(name, list(arguments), reply))

            yield call

    def _parameters(self, name: str) -> list[str] | None:
        content = self._submission.source(self._file)
        if content is None:
            text = missing_file(self._file, self._submission)
            raise Unanswered(lost(text, notes=("missing file",)))
        callables = self._workers.load(self._module)
        if isinstance(callables, (Raised, Stopped)):
            raise Unanswered(import_failure(self._file, callables, self._submission))
        if name not in callables:
            # The names are readable in every encoding of files; in UTF-16 zeros stand between.
            source = content.replace(b"\0", b"").decode(errors="replace")
            # Not what `from notation import *` has brought along.
            written = set(_WORD.findall(source)) - self._others
            candidates = [other for other in callables if other in written]
            text = missing_function(self._file, name, candidates, source)
            raise Unanswered(lost(text, notes=("missing function",)))
        return callables[name]

    def _call(
        self,
        name: str,
        arguments: tuple[Any, ...],
        named: Mapping[str, Any],
        oracles: Mapping[str, Callable[..., Any]] | None = None,
        dtype: str = "float64",
    ) -> Any:
        setting = self._setting
        sent = setting.cast(arguments)
        body = call_body(self._module, name, sent, named, setting.name_for(dtype), self._seed)
        step = Step("call", body, name, (*arguments, *named.values()))
        value = self._steps.take(step, self._cast(oracles))
        if value is None:
            raise Unanswered(
                lost(
                    f"`{name}` returned nothing: is a `return` missing?", notes=("returns nothing",)
                )
            )
        return value

    def _cast(
        self, oracles: Mapping[str, Callable[..., Any]] | None
    ) -> Mapping[str, Callable[..., Any]]:
        """Let the grader answer in the setting's precision too."""

        def cast(oracle: Callable[..., Any]) -> Callable[..., Any]:
            return lambda *arguments: self._setting.cast(oracle(*arguments))

        return {name: cast(oracle) for name, oracle in (oracles or {}).items()}
