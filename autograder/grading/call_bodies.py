"""What a worker is sent for a call, and what is read of a trial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from autograder.checkers.common.line import Trial, Unanswered
from autograder.sandbox.values import Tensor
from autograder.verdict import lost

__all__ = ["call_body", "read_trial", "trial_body"]


def call_body(
    module: str,
    name: str,
    arguments: tuple[Any, ...],
    named: Mapping[str, Any],
    dtype: str,
    seed: int,
) -> dict[str, Any]:
    """Return the body of a request to call a function of a module."""
    return {
        "target": {"module": module, "name": name},
        "arguments": list(arguments),
        "named": dict(named),
        "dtype": dtype,
        "seed": seed,
    }


def trial_body(
    module: str,
    name: str,
    arguments: Sequence[Any],
    cotangents: Sequence[Tensor | None] | None,
    seed: int,
) -> dict[str, Any]:
    """Return the body of a request to call it and to see what else came of the call."""
    return {
        "target": {"module": module, "name": name},
        "arguments": list(arguments),
        "cotangents": cotangents,
        "seed": seed,
    }


def read_trial(value: Any) -> Trial:
    """Read what a worker answered; a student's may answer anything.

    Raises:
        Unanswered: It is no trial.
    """
    if isinstance(value, list) and len(value) == 3 and isinstance(value[1], list):
        result, arguments, gradients = value
        if gradients is None or isinstance(gradients, list):
            return Trial(result, tuple(arguments), tuple(gradients or ()))
    raise Unanswered(lost("The code's reply could not be read.", notes=("unreadable",)))
