"""Calls of the reference's function, in a worker and for a checker.

Whatever goes wrong with it is ours. What it has replied may be remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograder.checkers.common.line import Exact, Question, Result, Unanswered
from autograder.sandbox.values import Symbol, Tensor, WireDerivation, WireExpression
from autograder.sandbox.worker_replies import Answer, Raised, Stopped

from .call_bodies import call_body, trial_body
from .failures import reference_failure
from .replies import Replies
from .workers import CodeWorkers

__all__ = ["ReferenceCalls"]

# Random errors for each result; the largest of so many is too small by a factor of 64 (which the
# bound allows for) once in 10¹¹ times.
_DRAWS = 6


class ReferenceCalls:
    """The reference's function that answers a question; whatever goes wrong with it is ours.

    Args:
        workers: Where it runs.
        module: The file that it stands in, without its ending.
        question: The question.
        seconds: CPU seconds for each call.
        seed: For the random numbers that the code draws itself, below 2⁶³.
        replies: What is remembered of its replies.
        answers: What it has answered with its symbols, by file and function: that depends on
            nothing else. Expressions and derivations are added, which nobody changes.
    """

    def __init__(
        self,
        workers: CodeWorkers,
        module: str,
        question: Question,
        *,
        seconds: float,
        seed: int,
        replies: Replies | None = None,
        answers: dict[tuple[str, str], Any] | None = None,
    ) -> None:
        self._workers = workers
        self._module = module
        self._question = question
        self._seconds = seconds
        self._seed = seed
        self._replies = replies
        self._answers = {} if answers is None else answers

    def answer(self, function: str = "") -> Any:
        """Call the function with the question's symbols."""
        known = self._module, function or self._question.function
        if known not in self._answers:
            symbols = {name: Symbol(name, str(d)) for name, d in self._question.symbols.items()}
            answer = self._call(function, (), symbols, None, "float64")
            if not isinstance(answer, (WireExpression, WireDerivation)):
                return answer
            self._answers[known] = answer
        return self._answers[known]

    def call(
        self,
        *arguments: Any,
        function: str = "",
        oracles: Mapping[str, Callable[..., Any]] | None = None,
        dtype: str = "float64",
    ) -> Any:
        """Call the function with values."""
        return self._call(function, arguments, {}, oracles, dtype)

    def result(
        self,
        *arguments: Any,
        function: str = "",
        cotangents: Sequence[Tensor | None] | None = None,
    ) -> Result:
        """Call the function, exactly and with rounding errors."""
        name = function or self._question.function
        body = trial_body(self._module, name, arguments, cotangents, self._seed)
        answer = self._ask("noise", name, {**body, "draws": _DRAWS})
        values, gradients = (
            tuple(Exact(*pair) for pair in answer[kind]) for kind in ("values", "gradients")
        )
        return Result(values, gradients, answer["exponent"])

    def _call(
        self,
        function: str,
        arguments: tuple[Any, ...],
        named: Mapping[str, Any],
        oracles: Mapping[str, Callable[..., Any]] | None,
        dtype: str,
    ) -> Any:
        name = function or self._question.function
        body = call_body(self._module, name, arguments, named, dtype, self._seed)
        return self._ask("call", name, body, oracles)

    def _ask(
        self,
        verb: str,
        name: str,
        body: Mapping[str, Any],
        oracles: Mapping[str, Callable[..., Any]] | None = None,
    ) -> Any:
        # What the grader answers on the way is no part of the request.
        if self._replies is None or oracles:
            return self._ask_worker(verb, name, body, oracles)
        return self._replies.recall(
            self._module, verb, body, lambda: self._ask_worker(verb, name, body, None)
        )

    def _ask_worker(
        self,
        verb: str,
        name: str,
        body: Mapping[str, Any],
        oracles: Mapping[str, Callable[..., Any]] | None,
    ) -> Any:
        loaded = self._workers.load(self._module)
        if isinstance(loaded, (Raised, Stopped)):
            raise Unanswered(reference_failure(self._module, loaded))
        reply = self._workers.request(
            self._module, verb, body, cpu_seconds=self._seconds, oracles=oracles
        )
        if isinstance(reply, Answer):
            return reply.value
        raise Unanswered(reference_failure(name, reply))
