"""Language models that the grader answers for, and what they were asked.

The code under test gets a function ``log_prob``; every call of it ends here, in the grader's own
process, so that the number of calls is the grader's own, too. What a model says after a prefix
depends on the whole of it, through a hash of its words with the model's seed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.rubric import Refused, Setting, Tensor, type_name

__all__ = ["INTEGERS", "Conversation", "LanguageModel", "rounding"]

#: The dtypes of word indices.
INTEGERS = frozenset({"int8", "int16", "int32", "int64", "uint8"})

# Far more than any search needs here that asks again and again, and computed within seconds.
_MAX_WORDS_AT_ONCE = 200_000
_MAX_WORDS = 20_000_000
# Of the most peaked distributions; the flattest are uniform.
_SPREAD = 6.0

_Floats = npt.NDArray[np.float64]
_Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageModel:
    """A distribution over the next of ``N`` words after every prefix.

    Args:
        words: N. Words are 0 to N − 1.
        bos: The word that every sequence begins with.
        seed: Below 2⁶³; another seed, another model.
        dtype: Of the log-probabilities: ``"float64"`` or ``"float32"``.
        paired: Words 2k and 2k + 1 are told apart by nothing: neither by their own probabilities
            nor by what follows them. So ties are everywhere, and yet whichever of the tied is
            kept, the scores that a beam ends with are the same.
        offset: Added to every log-probability.
        rounded_to: The dtype whose numbers the log-probabilities are.
    """

    words: int
    bos: int
    seed: int
    dtype: str = "float64"
    paired: bool = False
    offset: float = 0.0
    rounded_to: str = "float64"

    def after(self, prefixes: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return the log-probabilities of the next word, ``(b, N)``, after prefixes ``(b, t)``."""
        return self._log_probs(self._hashes(prefixes)[:, -1])

    def steps(self, sequences: npt.NDArray[Any]) -> _Floats:
        """Return the log-probability of each word but the first, ``(b, T)``, of ``(b, T + 1)``."""
        log_probs = self._log_probs(self._hashes(sequences[:, :-1]))
        chosen = sequences[:, 1:, None].astype(np.int64)
        return np.take_along_axis(log_probs, chosen, axis=2)[:, :, 0].astype(np.float64)

    def totals(self, sequences: npt.NDArray[Any]) -> _Floats:
        """Return the log-probability of each sequence, ``(b,)``, of ``(b, T + 1)``."""
        return np.asarray(self.steps(sequences).sum(axis=1))

    def _log_probs(self, hashes: _Hashes) -> npt.NDArray[Any]:
        own = _scrambled(self._classes(np.arange(self.words)))
        # Where how sure the model is differs from prefix to prefix, beams often miss the best.
        spread = _SPREAD * _uniform(_scrambled(~hashes))[..., None]
        logits = spread * _uniform(_scrambled(hashes[..., None] ^ own))
        normaliser = np.log(np.exp(logits).sum(axis=-1, keepdims=True))
        log_probs = Setting(dtype=self.rounded_to).rounded(logits - normaliser + self.offset)
        return np.asarray(log_probs, dtype=self.dtype)

    def _hashes(self, sequences: npt.NDArray[Any]) -> _Hashes:
        """Return a hash of every prefix of each sequence, shaped as the sequences."""
        positions = np.arange(sequences.shape[1], dtype=np.uint64) + np.uint64(self.seed)
        mixed = _scrambled(self._classes(sequences) ^ _scrambled(positions))
        return _scrambled(np.cumsum(mixed, axis=1, dtype=np.uint64))

    def _classes(self, words: npt.NDArray[Any]) -> _Hashes:
        plain = words.astype(np.uint64)
        return plain // np.uint64(2) if self.paired else plain


@dataclass(slots=True)
class Conversation:
    """Answers for a model, and knows how it was asked. It is what a `BlackBox` calls.

    Args:
        model: The model.
        remembers: Whether the prefixes are kept, for `is_decisive`.
        rows: The number of prefixes of each call.
        words: The number of words of all prefixes.
    """

    model: LanguageModel
    remembers: bool = False
    rows: list[int] = field(default_factory=list)
    words: int = 0
    _prefixes: list[npt.NDArray[Any]] = field(default_factory=list)

    def __call__(self, *arguments: Any) -> Tensor:
        """Answer ``log_prob(prefixes)``.

        Raises:
            Refused: The question makes no sense; the text is for the student.
        """
        prefixes = self._read(arguments)
        self.rows.append(len(prefixes))
        if self.remembers:
            self._prefixes.append(prefixes)
        return Tensor.of(self.model.after(prefixes))

    def is_decisive(self, width: int, precision: str) -> bool:
        """Tell whether rounding cannot change which ``width`` candidates are kept at any step.

        The prefixes that were asked for are those that a search has kept. The tied of a paired
        model may stand on both sides of a cut.
        """
        for prefixes in self._prefixes:
            before = self.model.totals(prefixes) if prefixes.shape[1] > 1 else 0.0
            totals = np.add(np.reshape(before, (-1, 1)), self.model.after(prefixes))
            best = np.sort(totals, axis=None)[::-1]
            if best.size <= width:
                continue
            gap = best[width - 1] - best[width]
            tolerance = rounding(best[width], prefixes.shape[1], precision)
            if gap <= 2 * tolerance and not (self.model.paired and gap == 0):
                return False
        return True

    def _read(self, arguments: tuple[Any, ...]) -> npt.NDArray[Any]:
        if len(arguments) != 1:
            raise Refused(f"log_prob takes one argument, the prefixes; got {len(arguments)}")
        prefixes = arguments[0]
        if not isinstance(prefixes, Tensor) or prefixes.device == "numpy":
            kind = type_name(prefixes)
            raise Refused(f"log_prob takes a tensor of prefixes, shape (b, t); got `{kind}`")
        if prefixes.dtype not in INTEGERS:
            raise Refused(f"prefixes are word indices, dtype torch.long; got {prefixes.dtype}")
        if len(prefixes.shape) != 2 or 0 in prefixes.shape:
            hint = ": a single prefix is a batch of one, (1, t)" if len(prefixes.shape) == 1 else ""
            raise Refused(f"prefixes have the shape (b, t); got {prefixes.shape}{hint}")
        words = prefixes.array()
        self.words += words.size
        if words.size > _MAX_WORDS_AT_ONCE or self.words > _MAX_WORDS:
            raise Refused(f"log_prob was asked about too much, {len(words)} prefixes this time")
        return self._checked(words)

    def _checked(self, words: npt.NDArray[Any]) -> npt.NDArray[Any]:
        model = self.model
        outside = words[(words < 0) | (words >= model.words)]
        if outside.size:
            raise Refused(f"the words are 0 to {model.words - 1}; a prefix holds {outside[0]}")
        others = words[:, 0][words[:, 0] != model.bos]
        if others.size:
            raise Refused(
                f"every prefix begins with <BOS>, which is {model.bos} here; one begins with "
                f"{others[0]}"
            )
        return words


def rounding(total: float, steps: int, precision: str) -> float:
    """Return how far the sum of a sequence's log-probabilities may be off by rounding.

    Adding up T numbers of one sign in any order errs by at most T·eps of their sum; a factor of 4
    is left for those who subtract and add again.
    """
    return 4 * Setting(dtype=precision).epsilon * steps * abs(float(total))


def _uniform(hashes: _Hashes) -> _Floats:
    """Return numbers from 0 to 1, of 53 bits of the hashes."""
    return np.asarray((hashes >> np.uint64(11)) / 2.0**53)


def _scrambled(hashes: _Hashes) -> _Hashes:
    """Return hashes in which every bit depends on every bit (the finaliser of splitmix64)."""
    mixed = hashes + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)))
