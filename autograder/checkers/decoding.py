"""Greedy decoding and beam search: code that asks a language model which the grader answers for.

What is checked of a result is what the docstrings promise: shapes, integer words that begin with
<BOS>, all sequences different, the dtype of the model's scores, scores that are the sums of the
model's log-probabilities, best first, and the scores that the search itself is to end with. Those
come from the reference, asked about the same model, or from all sequences where the beam is wide
enough to hold them.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt

from ..sandbox.values import Oracle, Tensor, type_name
from ..verdict import State, Verdict, earned, lost, pending
from .clauses import Clauses
from .language_model import INTEGERS, Conversation, LanguageModel, rounding
from .line import Line, Unanswered

__all__ = ["BeamSearch", "Case", "Greedy"]

_ORACLE = Oracle("log_prob")
_ATTEMPTS = 50
_BATCHED = "one batched call"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One call: a model and what is asked of the search.

    Args:
        words: N, the size of the vocabulary.
        steps: T.
        bos: The index of <BOS>.
        width: B; 0 for greedy decoding, which has none.
        dtype: Of the model's scores.
        default: torch's default dtype while the code runs.
        paired: Whether the model is full of ties, as `LanguageModel` says.
        offset: Added to the model's log-probabilities.
    """

    words: int
    steps: int
    bos: int
    width: int = 0
    dtype: str = "float64"
    default: str = "float64"
    paired: bool = False
    offset: float = 0.0

    @property
    def kept(self) -> int:
        """How many hypotheses there are at the end."""
        return min(self.width, self.words**self.steps) if self.width else 1

    @property
    def arguments(self) -> tuple[Any, ...]:
        """What the search is called with."""
        end = (self.width,) if self.width else ()
        return (_ORACLE, self.bos, self.steps, *end)

    def __str__(self) -> str:
        width = f", B = {self.width}" if self.width else ""
        kind = ", with ties" if self.paired else ""
        steep = f", about {self.offset:g} a step" if self.offset else ""
        return (
            f"N = {self.words}, T = {self.steps}{width}, <BOS> = {self.bos}; a {self.dtype} "
            f"model{kind}{steep}"
        )


_GREEDY = (
    Case(words=2, steps=1, bos=0),
    Case(words=3, steps=2, bos=1),
    Case(words=4, steps=4, bos=3),
    Case(words=5, steps=7, bos=2),
    Case(words=4, steps=4, bos=1, paired=True),
    Case(words=3, steps=200, bos=0, offset=-400.0),
    Case(words=4, steps=5, bos=2, dtype="float32", default="float32"),
    Case(words=4, steps=3, bos=2, default="float32"),
)

_BEAM = (
    Case(words=2, steps=1, bos=0, width=1),
    Case(words=3, steps=1, bos=1, width=2),
    Case(words=3, steps=2, bos=0, width=9),
    Case(words=2, steps=3, bos=1, width=2),
    Case(words=3, steps=3, bos=2, width=1),
    Case(words=4, steps=3, bos=3, width=3),
    Case(words=2, steps=4, bos=1, width=5),
    Case(words=2, steps=4, bos=0, width=20),
    Case(words=5, steps=4, bos=2, width=4),
    Case(words=2, steps=200, bos=0, width=2, offset=-400.0),
    Case(words=4, steps=4, bos=2, width=3, dtype="float32", default="float32"),
    Case(words=3, steps=3, bos=1, width=2, default="float32"),
)

_TIED = (
    Case(words=2, steps=2, bos=1, width=3, paired=True),
    Case(words=4, steps=2, bos=0, width=16, paired=True),
    Case(words=4, steps=3, bos=2, width=3, paired=True),
    Case(words=6, steps=3, bos=5, width=5, paired=True),
)

_COUNTED = (
    Case(words=3, steps=1, bos=0, width=2),
    Case(words=3, steps=2, bos=1, width=9),
    Case(words=5, steps=4, bos=3, width=3),
    Case(words=4, steps=12, bos=2, width=4),
)


@dataclass(frozen=True, slots=True)
class Greedy:
    """``greedy(log_prob, bos, T)``, a sequence ``(T + 1,)`` and its score ``()``."""

    def check(self, line: Line) -> Verdict:
        """Run every case; the first that fails is reported."""
        return _check_cases(line, _GREEDY)


@dataclass(frozen=True, slots=True, kw_only=True)
class BeamSearch:
    """``beam_search(log_prob, bos, T, B)``, sequences ``(B', T + 1)`` and scores ``(B',)``.

    Args:
        clauses: The shares of "values", of "ties" and of "one batched call" (exactly one call of
            the model for each step, with at most B rows; it counts where the values of those runs
            are right).
    """

    clauses: Clauses

    def __post_init__(self) -> None:
        self.clauses.require(("values", "ties", _BATCHED))

    def check(self, line: Line) -> Verdict:
        """Run every case of each clause; the first that fails is reported."""
        return self.clauses.judge(
            {
                "values": lambda: _check_cases(line, _BEAM),
                "ties": lambda: _check_cases(line, _TIED),
                _BATCHED: lambda: _check_cases(line, _COUNTED, counted=True),
            }
        )


class _Broken(Exception):
    """A promise that a result does not keep: a text for the student, and a note."""

    def __init__(self, text: str, note: str) -> None:
        super().__init__(text)
        self.note = note


def _check_cases(line: Line, cases: Sequence[Case], *, counted: bool = False) -> Verdict:
    for case in cases:
        try:
            _check_case(line, case, counted=counted)
        except _Broken as broken:
            where = f"Found with {case} (seed {line.seed})."
            return lost(f"{broken}\n{where}", notes=(broken.note,))
    return earned()


def _check_case(line: Line, case: Case, *, counted: bool) -> None:
    model, expected = _expected(line, case)
    asked = Conversation(model)
    answer = line.submitted.call(*case.arguments, oracles={_ORACLE.name: asked}, dtype=case.default)
    _check_result(_read(answer, case), case, model, expected)
    if counted:
        _check_calls(asked.rows, case)


def _expected(line: Line, case: Case) -> tuple[LanguageModel, npt.NDArray[Any]]:
    """Draw a model and return it with the scores that the search ends with, best first.

    Models for which rounding could decide what is kept are left out: of those, every result would
    be right.
    """
    seeds = line.random(str(case))
    for _ in range(_ATTEMPTS):
        model = LanguageModel(
            words=case.words,
            bos=case.bos,
            seed=seeds.getrandbits(62),
            dtype=case.dtype,
            paired=case.paired,
            offset=case.offset,
        )
        asked = Conversation(model, remembers=True)
        answer = line.reference.call(
            *case.arguments, oracles={_ORACLE.name: asked}, dtype=case.default
        )
        if asked.is_decisive(case.width or 1):
            scores = answer[1].array().reshape(-1).astype(np.float64)
            return model, scores if case.kept < case.words**case.steps else _exhaustive(model, case)
    reason = f"no model without near ties was found for {case}"
    raise Unanswered(pending(reason, state=State.GRADER_ERROR))


def _exhaustive(model: LanguageModel, case: Case) -> npt.NDArray[Any]:
    """Return the scores of all sequences, best first."""
    ends = itertools.product(range(case.words), repeat=case.steps)
    sequences = np.array([(case.bos, *end) for end in ends])
    return np.sort(model.totals(sequences))[::-1]


@dataclass(frozen=True, slots=True)
class _Result:
    sequences: npt.NDArray[Any]
    scores: npt.NDArray[Any]


def _read(answer: Any, case: Case) -> _Result:
    """Return the answer's sequences, ``(B', T + 1)``, and scores, ``(B',)``; of greedy B' = 1."""
    nouns = ("sequences", "scores") if case.width else ("sequence", "score")
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        got = f"{len(answer)} values" if isinstance(answer, (tuple, list)) else _kind(answer)
        raise _Broken(f"Expected two tensors, {nouns[0]} and {nouns[1]}; got {got}.", "type")
    rows = (case.kept,) if case.width else ()
    shapes = ((*rows, case.steps + 1), rows)
    for noun, tensor, shape in zip(nouns, answer, shapes, strict=True):
        if not isinstance(tensor, Tensor) or tensor.device == "numpy":
            raise _Broken(f"Expected a tensor of {noun}, got {_kind(tensor)}.", "type")
        if tensor.shape != shape:
            hint = _shape_hint(tensor.shape, shape)
            raise _Broken(f"The {noun} have shape {tensor.shape}, not {shape}{hint}.", "shape")
    sequences, scores = answer
    if sequences.dtype not in INTEGERS:
        raise _Broken(f"The words are of dtype {sequences.dtype}, not int64.", "dtype")
    if scores.dtype != case.dtype:
        text = f"The {nouns[1]} have dtype {scores.dtype}; the model's have {case.dtype}."
        raise _Broken(text, "dtype")
    width = case.steps + 1
    return _Result(
        sequences.array().reshape(-1, width), scores.array().reshape(-1).astype(np.float64)
    )


def _shape_hint(shape: tuple[int, ...], wanted: tuple[int, ...]) -> str:
    if len(shape) != len(wanted) or not wanted:
        return ""
    if shape[-1] == wanted[-1] - 1 and shape[:-1] == wanted[:-1] and len(shape) == 2:
        return " (T + 1 words, as <BOS> is one of them)"
    if shape[0] != wanted[0] and len(shape) == 2:
        return " (B sequences, or all there are)"
    return ""


def _kind(value: Any) -> str:
    return f"`{type_name(value)}`"


def _check_result(
    result: _Result, case: Case, model: LanguageModel, expected: npt.NDArray[Any]
) -> None:
    sequences, scores = result.sequences, result.scores
    outside = sequences[(sequences < 0) | (sequences >= case.words)]
    if outside.size:
        raise _Broken(f"The words are 0 to {case.words - 1}; the result has {outside[0]}.", "words")
    if (sequences[:, 0] != case.bos).any():
        raise _Broken("Not every sequence begins with <BOS>.", "bos")
    if len(np.unique(sequences, axis=0)) < len(sequences):
        raise _Broken(
            "Some sequences are returned more than once: a search starts from one hypothesis, and "
            "continuations of different hypotheses differ.",
            "duplicates",
        )
    steps = model.steps(sequences)
    totals = steps.sum(axis=1)
    tolerance = 2 * rounding(np.abs(totals).max(), case.steps, case.dtype)
    for row in np.flatnonzero(~(np.abs(scores - totals) <= tolerance)):
        _wrong_score(int(row), scores[row], steps[row], tolerance)
    if (np.diff(scores) > tolerance).any():
        raise _Broken("The scores do not come best first.", "order")
    for row in np.flatnonzero(np.abs(scores - expected) > tolerance):
        _wrong_search(int(row), float(scores[row] - expected[row]), case)


def _wrong_score(row: int, score: float, steps: npt.NDArray[Any], tolerance: float) -> NoReturn:
    """Say how a score differs from the sum of its own sequence's log-probabilities."""
    total, count = steps.sum(), len(steps)
    misreadings = {
        "length normalisation": (total / count, total / (count + 1)),
        "probability": (np.exp(total),),
        "last score": (steps[-1],),
        "sign": (-total,),
    }
    hints = {
        "length normalisation": " It is divided by a length: nothing is normalised here.",
        "probability": " It is a probability, not its logarithm.",
        "last score": " It is the log-probability of the last word alone.",
        "sign": " It has the opposite sign.",
    }
    note = next(
        (
            name
            for name, values in misreadings.items()
            if any(abs(score - value) <= tolerance for value in values)
        ),
        "score",
    )
    raise _Broken(
        f"A score is the sum of log_prob's values along its own sequence. Score {row + 1} is "
        f"{score:.6g}, where the values along that sequence add up to {total:.6g}."
        f"{hints.get(note, '')}",
        note,
    )


def _wrong_search(row: int, difference: float, case: Case) -> NoReturn:
    """Say in which direction the kept hypotheses differ from the search's."""
    if not case.width:
        raise _Broken(
            "The sequence is not the one that takes the most likely word at each step: it is "
            f"{'more' if difference > 0 else 'less'} likely than that.",
            "search",
        )
    what = (
        "all sequences fit into the beam, so it is to find the best there are"
        if case.kept == case.words**case.steps
        else "were more than B hypotheses kept at a step?"
        if difference > 0
        else "a better one is within the reach of a beam of this width"
    )
    raise _Broken(
        f"Sequence {row + 1} is {'more' if difference > 0 else 'less'} likely than number "
        f"{row + 1} of what this beam search finds: {what}.",
        "search",
    )


def _check_calls(rows: Sequence[int], case: Case) -> None:
    if len(rows) != case.steps:
        raise _Broken(
            f"log_prob was called {len(rows)} times; one batched call for each step is "
            f"{case.steps}.",
            "calls",
        )
    if max(rows) > case.width:
        raise _Broken(
            f"log_prob was called with {max(rows)} prefixes at once; no more than B = "
            f"{case.width} hypotheses are ever continued.",
            "rows",
        )
