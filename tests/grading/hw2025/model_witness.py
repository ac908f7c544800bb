"""A language model as an answer: one on which a beam search misses the most likely sequence.

Everything is computed in exact fractions.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from autograder.rubric import NotNumbers, NoWitness, read_number, read_numbers, type_name

__all__ = ["BeamMisses"]

_SIZES = {"N": (2, 5), "T": (2, 4)}
_SLACK = Fraction(1, 10**9)
_MARGIN = 1 + Fraction(1, 10**6)
# The smallest double has 1075; four factors of such a size are still quickly multiplied.
_MAX_BITS = 2_000

Prefix = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Model:
    """A language model: the probability of every sequence of at most T words."""

    steps: int
    words: int
    probabilities: Mapping[Prefix, Fraction]

    def probability(self, sequence: Prefix) -> Fraction:
        """Return the probability that the words are these, up to the last one given."""
        return self.probabilities[sequence]


@dataclass(frozen=True, slots=True, kw_only=True)
class BeamMisses:
    """Verifies ``{"T": T, "N": N, "p": {prefix: [N probabilities]}}`` that defeats a beam search.

    The prefixes are tuples of words, 0 to N − 1, without <BOS>. Where what is kept depends on a
    tie, every way of breaking it has to miss; at the last step only the best candidate matters.

    Args:
        beam_width: B; 1 is greedy decoding.
    """

    beam_width: int

    def __call__(self, answer: Any) -> None:
        """Read the model, decode with it, and compare with its most likely sequence.

        Raises:
            NoWitness: It cannot be read, or the search finds a most likely sequence.
        """
        self._confirm(_read(answer))

    def _confirm(self, model: _Model) -> None:
        if self.beam_width >= model.words ** (model.steps - 1):
            raise NoWitness(
                f"With N = {model.words} and T = {model.steps} a beam of {self.beam_width} is "
                "exact: it holds every prefix until the last step. Take a larger N or T."
            )
        likeliest = max(_sequences(model.words, model.steps), key=model.probability)
        for decoded, tie in self._ends(model):
            self._compare(model, likeliest, decoded, tie)

    def _compare(self, model: _Model, likeliest: Prefix, decoded: Prefix, tie: str) -> None:
        """Refuse a model on which the search may end with a sequence that is as likely."""
        found, best = model.probability(decoded), model.probability(likeliest)
        if best >= _MARGIN * found:
            return
        search = "greedy decoding" if self.beam_width == 1 else f"a beam of {self.beam_width}"
        if tie:
            raise NoWitness(
                f"{tie} One way ends with {decoded} of {_shown(found)}, and no sequence is clearly "
                "likelier: every way of breaking the tie has to miss."
            )
        if found == best:
            raise NoWitness(
                f"On this model {search} does find a most likely sequence: {decoded} has "
                f"probability {_shown(found)}, and no sequence has more than {_shown(best)}."
            )
        raise NoWitness(
            f"The most likely sequence {likeliest}, of probability {_shown(best)}, has to beat "
            f"what {search} finds, {decoded} of {_shown(found)}, by a factor of at least "
            "1 + 10⁻⁶."
        )

    def _ends(self, model: _Model) -> Iterator[tuple[Prefix, str]]:
        """Yield the sequences that the search may end with, each with the tie that decides."""
        beams: dict[frozenset[Prefix], str] = {frozenset({()}): ""}
        for step in range(1, model.steps):
            following: dict[frozenset[Prefix], str] = {}
            for kept, tie in beams.items():
                for chosen, new in _cuts(model, _continued(kept, model), self.beam_width, step):
                    following.setdefault(chosen, tie or new)
            beams = following
        for kept, tie in beams.items():
            yield _continued(kept, model)[0], tie


def _continued(kept: Collection[Prefix], model: _Model) -> list[Prefix]:
    """Return all continuations of some prefixes, the most likely first."""
    candidates = [(*prefix, word) for prefix in sorted(kept) for word in range(model.words)]
    return sorted(candidates, key=model.probability, reverse=True)


def _cuts(
    model: _Model, candidates: Sequence[Prefix], width: int, step: int
) -> Iterator[tuple[frozenset[Prefix], str]]:
    """Yield what may be kept of candidates: one choice, or all that a tie leaves open.

    Of the impossible there is no tie: which of them are kept does not matter.
    """
    kept, rest = candidates[:width], candidates[width:]
    inside = model.probability(kept[-1])
    outside = model.probability(rest[0]) if rest else Fraction(0)
    if inside >= _MARGIN * outside:
        yield frozenset(kept), ""
        return
    tie = (
        f"At step {step} {kept[-1]} of probability {_shown(inside)} and {rest[0]} of "
        f"{_shown(outside)} are tied (closer than a factor of 1 + 10⁻⁶), so what is kept "
        "depends on the program."
    )
    sure = [c for c in candidates if model.probability(c) >= _MARGIN * outside]
    open_ = [c for c in candidates[len(sure) :] if inside < _MARGIN * model.probability(c)]
    for chosen in itertools.combinations(open_, width - len(sure)):
        yield frozenset([*sure, *chosen]), tie


def _read(answer: Any) -> _Model:
    if not isinstance(answer, dict):
        raise NoWitness(
            f'Expected {{"T": …, "N": …, "p": {{prefix: probabilities}}}}, got '
            f"`{type_name(answer)}`."
        )
    missing = [key for key in ("T", "N", "p") if key not in answer]
    if missing:
        raise NoWitness(f'The answer has no "{missing[0]}".')
    words, steps = (_size(name, answer[name]) for name in ("N", "T"))
    if not isinstance(answer["p"], dict):
        raise NoWitness(
            f'"p" is a dict from prefixes to probabilities, got `{type_name(answer["p"])}`.'
        )
    table = {key if isinstance(key, tuple) else (key,): row for key, row in answer["p"].items()}
    probabilities: dict[Prefix, Fraction] = {(): Fraction(1)}
    for length in range(steps):
        for prefix in _sequences(words, length):
            if prefix not in table:
                raise NoWitness(
                    f"The prefix {prefix} is missing: every tuple of fewer than T = {steps} "
                    f"words from 0 to {words - 1} has its probabilities, () first."
                )
            for word, probability in enumerate(_row(prefix, table[prefix], words)):
                longer = (*prefix, word)
                probabilities[longer] = probabilities[prefix] * probability
    return _Model(steps, words, probabilities)


def _size(name: str, value: Any) -> int:
    least, most = _SIZES[name]
    try:
        number = read_number(value)
    except NotNumbers as reason:
        raise NoWitness(f'"{name}" could not be read: {reason}.') from None
    if number.denominator != 1 or not least <= number <= most:
        raise NoWitness(f"{name} is an integer from {least} to {most}; got {_shown(number)}.")
    return int(number)


def _row(prefix: Prefix, value: Any, words: int) -> tuple[Fraction, ...]:
    try:
        row = read_numbers(value)
    except NotNumbers as reason:
        raise NoWitness(f"The probabilities after {prefix} could not be read: {reason}.") from None
    if len(row.entries) != words:
        raise NoWitness(
            f"After {prefix} there are N = {words} probabilities; got {len(row.entries)}."
        )
    if any(entry.denominator.bit_length() > _MAX_BITS for entry in row.entries):
        raise NoWitness(f"A probability after {prefix} has too many digits.")
    if min(row.entries) < 0:
        raise NoWitness(f"A probability after {prefix} is negative: {_shown(min(row.entries))}.")
    total = sum(row.entries, Fraction(0))
    if abs(total - 1) > _SLACK:
        raise NoWitness(f"The probabilities after {prefix} sum to {_shown(total)}, not to 1.")
    return row.entries


def _sequences(words: int, length: int) -> Iterator[Prefix]:
    return itertools.product(range(words), repeat=length)


def _shown(number: Fraction) -> str:
    if abs(number) >= 10**6:
        return "a large number" if number > 0 else "a large negative number"
    return str(number) if number.denominator < 1000 else f"{float(number):.9g}"
