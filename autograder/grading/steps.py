"""What is sent to the worker of one file for one line: step after step, several in a frame.

A step that runs none of the student's functions and has no reply (a value that is to be kept,
parameters that are assigned) goes with the next one, before it. Every call of a function has a
frame and a limit of its own, since a checker may relate calls, and the first one that fails tells.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.checkers.common.line import Unanswered
from autograder.sandbox.values import Handle
from autograder.sandbox.worker_replies import Answer, Raised, Stopped

from .failures import call_failure
from .workers import CodeWorkers

__all__ = ["Step", "StepFrames"]

# What takes no time: where a frame with one of these is ended, it was something else in it.
_MOVE_DATA = frozenset({"value", "assign", "gradients", "parameters", "step"})


@dataclass(frozen=True, slots=True)
class Step:
    """What is sent to a worker, and whose failure it is.

    Args:
        verb: One of the worker's.
        body: What it needs.
        name: What a student calls the code that has failed, if it fails.
        arguments: What that was called with.
    """

    verb: str
    body: Mapping[str, Any]
    name: str
    arguments: tuple[Any, ...] = ()


class StepFrames:
    """Has a worker take steps.

    Args:
        workers: Where the file runs.
        module: The file, without its ending.
        seconds: CPU seconds for each frame.
        one_by_one: Whether each step has a frame of its own. The verdicts are the same.
    """

    def __init__(
        self, workers: CodeWorkers, module: str, seconds: float, *, one_by_one: bool = False
    ) -> None:
        self._workers = workers
        self._module = module
        self._seconds = seconds
        self._one_by_one = one_by_one
        self._waiting: list[Step] = []
        self._kept = itertools.count(1)

    def take(self, step: Step, oracles: Mapping[str, Callable[..., Any]] | None = None) -> Any:
        """Take a step, after those that wait, and return its value.

        Args:
            step: The step.
            oracles: What the code may ask meanwhile.

        Raises:
            Unanswered: One of them has failed.
        """
        before, self._waiting = self._waiting, []
        reply = self._workers.request(
            self._module,
            step.verb,
            step.body,
            cpu_seconds=self._seconds,
            oracles=oracles,
            before=[(earlier.verb, earlier.body) for earlier in before],
        )
        if isinstance(reply, Answer):
            return reply.value
        failed = _failed([*before, step], reply)
        raise Unanswered(call_failure(failed.name, list(failed.arguments), reply))

    def later(self, step: Step) -> None:
        """Take a step before the next one; nothing is known of how it ends until then."""
        if self._one_by_one:
            self.take(step)
        else:
            self._waiting.append(step)

    def keep(self, value: Any, name: str) -> Handle:
        """Have a value of the grader's kept in the worker.

        Args:
            value: The value, as `autograder.sandbox.values.encode` knows it.
            name: What a student calls the code that it is for.
        """
        # Below zero: above are the worker's own numbers.
        handle = Handle(-next(self._kept), type(value).__name__)
        self.later(Step("value", {"handle": value, "keep": handle.number}, name))
        return handle

    def forget(self) -> None:
        """Leave out the steps that wait: the worker ends."""
        self._waiting.clear()


def _failed(steps: Sequence[Step], reply: Raised | Stopped) -> Step:
    """Return the step that ended a frame; which one has raised is the worker's word."""
    if isinstance(reply, Raised):
        return steps[-1 if reply.step is None or reply.step >= len(steps) else reply.step]
    if not reply.begun:
        return steps[0]
    running = (step for step in reversed(steps) if step.verb not in _MOVE_DATA)
    return next(running, steps[-1])
