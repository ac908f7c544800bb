"""What a decoding algorithm returned, and whether it keeps what its docstring promises.

The properties are looked at one by one, the plainest first, so that the message names what is
wrong and not what follows from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt

from ..sandbox.values import Tensor, type_name
from .decoding_case import Case, Problem
from .language_model import INTEGERS, rounding

__all__ = ["Broken", "check_calls", "check_result"]


class Broken(Exception):
    """A promise that a result does not keep: a text for the student, and a note."""

    def __init__(self, text: str, note: str) -> None:
        super().__init__(text)
        self.note = note


@dataclass(frozen=True, slots=True)
class _Result:
    sequences: npt.NDArray[Any]
    scores: npt.NDArray[np.float64]


def check_result(answer: Any, problem: Problem) -> None:
    """Compare what came back with what is promised.

    Args:
        answer: Sequences ``(B', T + 1)`` and scores ``(B',)``; of greedy decoding one of each.
        problem: What was asked.

    Raises:
        Broken: A promise is not kept.
    """
    result = _read(answer, problem.case)
    _check_sequences(result.sequences, problem.case)
    _check_scores(result, problem)


def check_calls(rows: Sequence[int], case: Case) -> None:
    """Look at how the model was asked: with so many prefixes, call by call.

    Raises:
        Broken: It was not one batched call for each step.
    """
    if len(rows) != case.steps:
        raise Broken(
            f"log_prob was called {len(rows)} times; one batched call for each step is "
            f"{case.steps}.",
            "calls",
        )
    if max(rows) > case.width:
        raise Broken(
            f"log_prob was called with {max(rows)} prefixes at once; no more than B = "
            f"{case.width} hypotheses are ever continued.",
            "rows",
        )


def _read(answer: Any, case: Case) -> _Result:
    nouns = ("sequences", "scores") if case.width else ("sequence", "score")
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        several = isinstance(answer, (tuple, list))
        got = f"{len(answer)} of them" if several else f"`{type_name(answer)}`"
        raise Broken(f"Expected two tensors, {nouns[0]} and {nouns[1]}; got {got}.", "type")
    rows = (case.kept,) if case.width else ()
    shapes = ((*rows, case.steps + 1), rows)
    for noun, tensor, shape in zip(nouns, answer, shapes, strict=True):
        if not isinstance(tensor, Tensor) or tensor.device == "numpy":
            raise Broken(f"Expected a tensor for the {noun}, got `{type_name(tensor)}`.", "type")
        if tensor.shape != shape:
            hint = _shape_hint(tensor.shape, shape)
            raise Broken(f"The shape of the {noun} is {tensor.shape}, not {shape}{hint}.", "shape")
    sequences, scores = answer
    if sequences.dtype not in INTEGERS:
        raise Broken(f"The dtype of the {nouns[0]} is {sequences.dtype}, not int64.", "dtype")
    if scores.dtype != case.scores:
        text = f"The dtype of the {nouns[1]} is {scores.dtype}; the model's is {case.scores}."
        raise Broken(text, "dtype")
    table = sequences.array().reshape(-1, case.steps + 1)
    return _Result(table, scores.array().reshape(-1).astype(np.float64))


def _shape_hint(shape: tuple[int, ...], wanted: tuple[int, ...]) -> str:
    if len(shape) != 2 or len(wanted) != 2:
        return ""
    if shape == (wanted[0], wanted[1] - 1):
        return ": T + 1 words, as <BOS> is one of them"
    if shape[0] != wanted[0]:
        return ": B sequences, or all there are if they are fewer"
    return ""


def _check_sequences(sequences: npt.NDArray[Any], case: Case) -> None:
    outside = sequences[(sequences < 0) | (sequences >= case.words)]
    if outside.size:
        raise Broken(f"The words are 0 to {case.words - 1}; the result has {outside[0]}.", "words")
    if (sequences[:, 0] != case.bos).any():
        raise Broken("Not every sequence begins with <BOS>.", "bos")
    if len(np.unique(sequences, axis=0)) < len(sequences):
        raise Broken(
            "A sequence is returned more than once: the search starts from one hypothesis, and "
            "the continuations of different hypotheses differ.",
            "duplicates",
        )


def _check_scores(result: _Result, problem: Problem) -> None:
    case, scores = problem.case, result.scores
    steps = problem.model.steps(result.sequences)
    totals = steps.sum(axis=1)
    tolerance = 2 * rounding(np.abs(totals).max(), case.steps, case.precision)
    for row in np.flatnonzero(~(np.abs(scores - totals) <= tolerance)):
        _wrong_score(scores[row], steps[row], tolerance)
    if (np.diff(scores) > tolerance).any():
        raise Broken("The scores do not come best first.", "order")
    for row in np.flatnonzero(np.abs(scores - problem.scores) > tolerance):
        _wrong_search(int(row), bool(scores[row] > problem.scores[row]), case)


def _wrong_score(score: float, steps: npt.NDArray[np.float64], tolerance: float) -> NoReturn:
    """Say how a score differs from the sum of its own sequence's log-probabilities."""
    total, count = steps.sum(), len(steps)
    misreadings = (
        (total / count, "length normalisation", "It is divided by the length."),
        (total / (count + 1), "length normalisation", "It is divided by the length."),
        (np.exp(total), "probability", "It is a probability, not its logarithm."),
        (steps[-1], "last score", "It is the value of the last word alone."),
        (-total, "sign", "It has the opposite sign."),
    )
    found = (reading for reading in misreadings if abs(score - reading[0]) <= tolerance)
    difference = f"It is off by {abs(score - total):.2g}, rounding explains {tolerance:.1g}."
    _, note, hint = next(found, (0.0, "score", difference))
    raise Broken(
        "A score is to be the sum of what log_prob returned for the words of its own sequence. "
        f"There is one of {score:.6g} where that sum is {total:.6g}. {hint}",
        note,
    )


def _wrong_search(row: int, is_better: bool, case: Case) -> NoReturn:
    """Say in which direction the result differs from the algorithm's."""
    compared = "more" if is_better else "less"
    if not case.width:
        raise Broken(
            f"The sequence is {compared} likely than the one that takes a most likely word at "
            "each step.",
            "search",
        )
    what = f"Sequence {row + 1} is {compared} likely than number {row + 1} of this beam search"
    if is_better:
        raise Broken(f"{what}: more than B hypotheses were kept at a step.", "search")
    raise Broken(f"{what}: a better one was dropped, or never looked at.", "search")
