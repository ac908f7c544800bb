"""One call of a decoding algorithm: the language model it gets, and what it is asked for."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.rubric import (
    BlackBox,
    Oracle,
    Setting,
    State,
    Unanswered,
    pending,
    run_algorithm,
)

from .language_model import Conversation, LanguageModel, rounding

__all__ = ["Case", "Problem", "pose"]

_ATTEMPTS = 200
# Far above what rounding makes of such short sums.
_CLEARLY = 1e-3
# About what a word adds to a score; and the error, for all steps and hypotheses together, beyond
# which candidates are seldom far enough apart at each of them.
_NATS_A_WORD, _UNDECIDABLE = 2.0, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The size of a problem, and its kind.

    Args:
        words: N, the size of the vocabulary.
        steps: T.
        bos: The index of <BOS>.
        width: B; 0 for greedy decoding, which has none.
        misses: Whether the search has to miss some of the best sequences there are. (Otherwise
            one that looks at all of them passes by luck.)
        dtype: Of the model's scores, and torch's default dtype while the code runs.
        paired: Whether the model is full of ties, as `LanguageModel` says.
        offset: Added to the model's log-probabilities.
        stands_for: The dtype that float64 stands for, as `Setting` says.
    """

    words: int
    steps: int
    bos: int
    width: int = 0
    misses: bool = False
    dtype: str = "float64"
    paired: bool = False
    offset: float = 0.0
    stands_for: str = "float64"

    def under(self, setting: Setting) -> Case | None:
        """Return the case for a setting; None where it says nothing there.

        That is one in a dtype of its own, and one whose scores would be off by so much that hardly
        a model decides it.
        """
        if setting.is_graded:
            return self
        total = self.steps * (abs(self.offset) + _NATS_A_WORD)
        error = rounding(total, self.steps, setting.dtype)
        blurred = self.kept < self.sequences and self.steps * self.kept * error > _UNDECIDABLE
        # Where numbers are so few, words tie that are not a pair.
        by_chance = self.paired and setting.dtype == "bfloat16"
        own = self.dtype != "float64"
        return None if own or blurred or by_chance else replace(self, stands_for=setting.dtype)

    @property
    def sequences(self) -> int:
        """How many sequences there are."""
        return int(self.words**self.steps)

    @property
    def kept(self) -> int:
        """How many hypotheses there are at the end."""
        return min(self.width, self.sequences) if self.width else 1

    def arguments(self, asked: Conversation) -> tuple[Any, ...]:
        """Return what the algorithm is called with."""
        end = (self.width,) if self.width else ()
        return (BlackBox("log_prob", asked), self.bos, self.steps, *end)

    @property
    def scores(self) -> str:
        """The dtype of the scores."""
        return self.stands_for if self.dtype == "float64" else self.dtype

    def __str__(self) -> str:
        width = f", B = {self.width}" if self.width else ""
        ties = " with ties" if self.paired else ""
        steep = f", about {self.offset:g} a step" if self.offset else ""
        return (
            f"N = {self.words}, T = {self.steps}{width}, <BOS> = {self.bos}, and a model in "
            f"{self.scores}{ties}{steep}"
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """A case with its model, and the scores that the algorithm has to end with, best first."""

    case: Case
    model: LanguageModel
    scores: npt.NDArray[np.float64]


def pose(case: Case, reference: Oracle, seeds: random.Random) -> Problem:
    """Draw a model on which the case can be decided, and ask the reference about it.

    Models for which rounding could decide what is kept are left out. Where the beam is wide enough
    to hold all sequences, the scores are theirs, and the reference's do not matter.

    Raises:
        Unanswered: There is no such model, or the reference fails.
    """
    for _ in range(_ATTEMPTS):
        model = LanguageModel(
            words=case.words,
            bos=case.bos,
            seed=seeds.getrandbits(62),
            dtype=case.dtype,
            paired=case.paired,
            offset=case.offset,
            rounded_to=case.stands_for,
        )
        asked = Conversation(model, remembers=True)
        _, answer = run_algorithm(reference, *case.arguments(asked), dtype=case.dtype)
        scores = answer.array().reshape(-1).astype(np.float64)
        if not asked.is_decisive(case.width or 1, case.scores):
            continue
        if case.kept < case.sequences and not case.misses:
            return Problem(case, model, scores)
        best = _exhaustive(model, case)[: case.kept]
        if not case.misses or (best - scores).max() > _CLEARLY:
            return Problem(case, model, scores if case.misses else best)
    reason = f"no model was found that decides the case {case}"
    raise Unanswered(pending(reason, state=State.GRADER_ERROR))


def _exhaustive(model: LanguageModel, case: Case) -> npt.NDArray[np.float64]:
    """Return the scores of all sequences, best first."""
    ends = itertools.product(range(case.words), repeat=case.steps)
    sequences = np.array([(case.bos, *end) for end in ends])
    return np.asarray(np.sort(model.totals(sequences))[::-1])
