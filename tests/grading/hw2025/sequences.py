"""Sequences of words with their log-likelihoods, as people write down what they decoded by hand.

A sequence is a string or a list of words, with or without ``<BOS>``, in any case. A hypothesis is
a sequence with a score beside it, which may be a number in text, or without one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from autograder.rubric import (
    Clauses,
    Line,
    NotNumbers,
    Unanswered,
    Verdict,
    earned,
    lost,
    partial,
    read_expression,
    read_number,
    type_name,
)

__all__ = ["Decoded", "Frontier", "Hypothesis", "NotSequences", "read_hypotheses", "read_words"]

_BOS = "bos"
_MAX_TEXT = 10_000
_MAX_ITEMS = 1_000
_DECIMAL = re.compile(r"\s*([-+\u2212]?)([0-9]{1,20}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})\s*")
# Log-likelihoods that are added up in doubles lie a little beside the decimals.
_TOLERANCE = Fraction(1, 100) + Fraction(1, 10**9)


class NotSequences(ValueError):
    """A value that holds no sequences of words; its text can be shown to the student."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A sequence, without ``<BOS>`` and in lower case, with its score if it has one."""

    words: tuple[str, ...]
    score: Fraction | None = None

    def __str__(self) -> str:
        text = " ".join(self.words)
        return f"`{text if len(text) <= 60 else text[:60] + '…'}`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The hypotheses that a search ends with: credit for each sequence and for each score.

    A score is right within 0.01. It counts beside its own sequence; beside a wrong sequence it
    counts if it is one that is still looked for. The order is named and costs nothing. Each
    sequence more than there are takes away as much as a score earns, whichever it is.

    Args:
        sequence: What each sequence is worth in relation to a score.
        score: What each score is worth.
    """

    sequence: int
    score: int

    def check(self, line: Line) -> Verdict:
        """Match the hypotheses with the reference's."""
        expected = read_hypotheses(line.reference.call())
        answer = line.submitted.call()
        try:
            submitted = read_hypotheses(answer)
        except NotSequences as reason:
            return lost(f"The answer could not be read: {reason}.", notes=("unreadable",))
        clauses = Clauses({"sequence": self.sequence, "log-likelihood": self.score})
        outcomes = {
            "sequence": _sequences_verdict(expected, submitted),
            "log-likelihood": _scores_verdict(expected, submitted),
        }
        further = max(0, len(submitted) - len(expected))
        taken = further * clauses.share("log-likelihood") / len(expected)
        verdict = clauses.combine(outcomes)
        return _less(verdict, taken, _counted(len(expected), "sequence")) if further else verdict


@dataclass(frozen=True, slots=True)
class Frontier:
    """The hypotheses that are kept after each step, in any order; the same credit for each step.

    Scores beside them are not looked at. Each step more than there are takes away half of what a
    step earns.
    """

    def check(self, line: Line) -> Verdict:
        """Compare the sets of hypotheses."""
        expected = _read_steps(line.reference.call())
        try:
            submitted = _read_steps(line.submitted.call())
        except NotSequences as reason:
            return lost(f"The answer could not be read: {reason}.", notes=("unreadable",))
        outcomes = {
            f"step {number}": earned() if kept in submitted else _wrong_step(number, submitted)
            for number, kept in enumerate(expected, start=1)
        }
        verdict = Clauses(dict.fromkeys(outcomes, 1)).combine(outcomes)
        further = max(0, len(submitted) - len(expected))
        taken = Fraction(further, 2 * len(expected))
        return _less(verdict, taken, _counted(len(expected), "step")) if further else verdict


def read_words(value: Any) -> tuple[str, ...]:
    """Read one sequence.

    Raises:
        NotSequences: It is none.
    """
    words = _words(value)
    return words[1:] if words[:1] == (_BOS,) else words


def read_hypotheses(value: Any) -> tuple[Hypothesis, ...]:
    """Read one hypothesis or several.

    Several are a list of sequences or of pairs with scores, a dict from sequences to scores, or a
    list of sequences beside a list of scores.

    Raises:
        NotSequences: They are none.
    """
    if isinstance(value, (dict, set, list, tuple)) and not value:
        raise NotSequences("it is empty")
    if isinstance(value, dict):
        return tuple(Hypothesis(read_words(key), _score(item)) for key, item in value.items())
    if isinstance(value, set):
        return tuple(_read_hypothesis(item) for item in sorted(value, key=repr))
    if not isinstance(value, (list, tuple)) or _ends_with_score(value) or _is_one_sequence(value):
        return (_read_hypothesis(value),)
    if len(value) > _MAX_ITEMS:
        raise NotSequences(f"more than {_MAX_ITEMS} sequences")
    if len(value) == 2 and _are_parallel(*value):
        value = list(zip(*value, strict=True))
    return tuple(_read_hypothesis(item) for item in value)


def _read_hypothesis(value: Any) -> Hypothesis:
    if isinstance(value, (list, tuple)) and _ends_with_score(value):
        if len(value) == 2 and _number(value[1]) is None:
            value = value[::-1]
        return Hypothesis(read_words(value[:-1]), _score(value[-1]))
    return Hypothesis(read_words(value))


def _words(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(re.findall(r"\w+", value[:_MAX_TEXT].lower()))
    if isinstance(value, (list, tuple)) and len(value) <= _MAX_ITEMS:
        return tuple(word for item in value for word in _words(item))
    name = _symbol(value)
    if name:
        return _words(name)
    raise NotSequences(f"expected a sequence of words, got `{type_name(value)}`")


def _symbol(value: Any) -> str:
    """Return the name of a symbol: who imports `notation` may have words as symbols."""
    try:
        root = read_expression(value)
    except Unanswered:
        return ""
    return root.name if root.operation == "symbol" else ""


def _ends_with_score(value: Sequence[Any]) -> bool:
    """Tell whether a list is words with one number at its end, or a pair the other way round."""
    if len(value) < 2:
        return False
    return _number(value[-1]) is not None or (len(value) == 2 and _number(value[0]) is not None)


def _is_one_sequence(value: Sequence[Any]) -> bool:
    """Tell whether a list is one sequence, word by word."""
    return all(isinstance(item, str) and len(_words(item)) == 1 for item in value)


def _are_parallel(sequences: Any, scores: Any) -> bool:
    both = isinstance(sequences, (list, tuple)) and isinstance(scores, (list, tuple))
    return (
        both
        and len(sequences) == len(scores)
        and all(_number(score) is not None for score in scores)
    )


def _number(value: Any) -> Fraction | None:
    if isinstance(value, str):
        decimal = _DECIMAL.fullmatch(value)
        return Fraction(decimal[1].replace("\u2212", "-") + decimal[2]) if decimal else None
    try:
        return read_number(value)
    except NotNumbers:
        return None


def _score(value: Any) -> Fraction | None:
    number = _number(value)
    if number is None and value is not None:
        raise NotSequences(f"expected a log-likelihood, got `{type_name(value)}`")
    return number


def _read_steps(value: Any) -> list[frozenset[tuple[str, ...]]]:
    """Return the hypotheses of each step; a step at which there is only ``<BOS>`` is left out."""
    steps = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(steps, (list, tuple)) or len(steps) > _MAX_ITEMS:
        raise NotSequences(f"expected a list with a list for each step, got `{type_name(value)}`")
    kept = [_read_step(step) for step in steps]
    return [hypotheses for hypotheses in kept if hypotheses != {()}]


def _read_step(step: Any) -> frozenset[tuple[str, ...]]:
    items = list(step) if isinstance(step, (list, tuple, set, dict)) else None
    if items is None or len(items) > _MAX_ITEMS:
        raise NotSequences(f"expected a list of the hypotheses of a step, got `{type_name(step)}`")
    return frozenset(_read_hypothesis(item).words for item in items)


def _sequences_verdict(expected: Sequence[Hypothesis], submitted: Sequence[Hypothesis]) -> Verdict:
    wanted = [hypothesis.words for hypothesis in expected]
    given = list(dict.fromkeys(hypothesis.words for hypothesis in submitted))
    right = [words for words in given if words in wanted]
    if len(right) == len(wanted):
        if right == wanted:
            return earned()
        return earned("The most likely sequence comes last; here the order does not count.",
                      notes=("order",))  # fmt: skip
    wrong = " ".join(
        f"{Hypothesis(words)} is not what this search ends with."
        for words in given
        if words not in wanted
    )
    share = Fraction(len(right), len(wanted))
    return partial(share, _rated(len(right), len(wanted), wrong), notes=("sequences",))


def _less(verdict: Verdict, taken: Fraction, wanted: str) -> Verdict:
    """Return the verdict on an answer that has more than was asked for."""
    taken = min(taken, Fraction(1))
    text = f"Expected {wanted}: what is more takes away {{points:{taken}}}."
    return partial(
        max(Fraction(0), verdict.share - taken),
        f"{verdict.message}\n{text}".strip(),
        notes=("too many", *verdict.notes),
    )


def _scores_verdict(expected: Sequence[Hypothesis], submitted: Sequence[Hypothesis]) -> Verdict:
    scores = {hypothesis.words: hypothesis.score for hypothesis in submitted}
    wanted = [hypothesis.words for hypothesis in expected]
    right = sum(_is_close(h.score, scores.get(h.words)) for h in expected)
    looked_for = [h.score for h in expected if h.words not in scores]
    for hypothesis in submitted:
        if hypothesis.words not in wanted:
            found = next((s for s in looked_for if _is_close(s, hypothesis.score)), None)
            if found is not None:
                looked_for.remove(found)
                right += 1
    if right == len(expected):
        return earned()
    if all(hypothesis.score is None for hypothesis in submitted):
        return lost("None is given.", notes=("log-likelihoods",))
    share = Fraction(right, len(expected))
    return partial(share, _rated(right, len(expected), ""), notes=("log-likelihoods",))


def _is_close(expected: Fraction | None, given: Fraction | None) -> bool:
    return expected is not None and given is not None and abs(expected - given) <= _TOLERANCE


def _wrong_step(number: int, submitted: Sequence[frozenset[tuple[str, ...]]]) -> Verdict:
    given = [kept for kept in submitted if kept and all(len(words) == number for words in kept)]
    if not given:
        return lost(
            f"There is no list of hypotheses of {_counted(number, 'word')} (after <BOS>): write "
            "each one from its beginning.",
            notes=("no step",),
        )
    return lost("These are not the hypotheses that are kept.", notes=("hypotheses",))


def _rated(right: int, total: int, remark: str) -> str:
    counted = "It is not right." if total == 1 else f"{right} of {total} are right."
    return f"{counted} {remark}".rstrip()


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"
