"""What a decoding algorithm returned, and whether it keeps what its docstring promises.

The properties are looked at one by one, the plainest first, so that the message names what is
wrong and not what follows from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt

from autograder.rubric import Broken, Tensor, type_name

from .decoding_case import Case, Problem
from .language_model import INTEGERS, rounding

__all__ = ["check_calls", "check_result", "check_words"]

_HALF = Fraction(1, 2)


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


def check_words(answer: Any, case: Case) -> None:
    """Look at the dtype of the words of a result that is right otherwise.

    Raises:
        Broken: They are other integers than those that are promised; it is worth half.
    """
    words = answer[0]
    if words.dtype != "int64":
        noun = "sequences are" if case.width else "sequence is"
        text = f"Nearly: the {noun} of dtype {words.dtype}, not int64 (long)."
        raise Broken(text, "dtype", _HALF)


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
    tolerance = 2 * rounding(np.abs(totals).max(), case.steps, case.scores)
    is_turned = bool((np.abs(scores + totals) <= tolerance).all()) and bool((totals < 0).all())
    if is_turned:
        scores = -scores
    if not (np.abs(scores - totals) <= tolerance).all():
        _wrong_score(scores, steps, tolerance)
    if (np.diff(scores) > tolerance).any():
        raise Broken("The scores do not come best first.", "order")
    for row in np.flatnonzero(np.abs(scores - problem.scores) > tolerance):
        _wrong_search(int(row), bool(scores[row] > problem.scores[row]), case)
    if is_turned:
        raise Broken("Nearly: every score has the opposite sign.", "sign", _HALF)


def _wrong_score(
    scores: npt.NDArray[np.float64], steps: npt.NDArray[np.float64], tolerance: float
) -> NoReturn:
    """Say how scores differ from the sums of their own sequences' log-probabilities.

    What they are is said only where all of them are that and nothing else that is known: where
    words are equally likely, a sum that is divided by the length is the value of any one of them.
    """
    totals, count = steps.sum(axis=1), steps.shape[1]
    misreadings = (
        (totals / count, "length normalisation", "It is divided by the length."),
        (totals / (count + 1), "length normalisation", "It is divided by the length."),
        (np.exp(totals), "probability", "It is a probability, not its logarithm."),
        (steps[:, -1], "last score", "It is the value of the last word alone."),
    )
    found = [m for m in misreadings if (np.abs(scores - m[0]) <= tolerance).all()]
    row = int(np.flatnonzero(~(np.abs(scores - totals) <= tolerance))[0])
    score, total = float(scores[row]), float(totals[row])
    difference = f"It is off by {abs(score - total):.2g}, rounding explains {tolerance:.1g}."
    _, note, hint = found[0] if len(found) == 1 else (totals, "score", difference)
    got, wanted = _told_apart(score, total)
    raise Broken(
        "A score is to be the sum of what log_prob returned for the words of its own sequence. "
        f"There is one of {got} where that sum is {wanted}. {hint}",
        note,
    )


def _told_apart(left: float, right: float) -> tuple[str, str]:
    """Write two numbers with six digits, or as many as it takes to tell them apart."""
    pairs = ((f"{left:.{digits}g}", f"{right:.{digits}g}") for digits in range(6, 18))
    return next(pair for pair in pairs if pair[0] != pair[1])


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
        cause = "more than B hypotheses were kept at a step, or others than the B best"
        raise Broken(f"{what}: {cause}.", "search")
    raise Broken(f"{what}: a better one was dropped, or never looked at.", "search")
