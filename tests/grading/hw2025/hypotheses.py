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

from autograder.rubric import NotNumbers, Unanswered, read_expression, read_number, type_name

__all__ = ["Hypothesis", "NotSequences", "read_hypotheses", "read_steps", "read_words"]

_BOS = "bos"
_MAX_TEXT = 10_000
_MAX_ITEMS = 1_000
_DECIMAL = re.compile(r"\s*([-+\u2212]?)([0-9]{1,20}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})\s*")


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


def read_steps(value: Any) -> list[frozenset[tuple[str, ...]]]:
    """Return the hypotheses of each step; a step at which there is only ``<BOS>`` is left out.

    Raises:
        NotSequences: There are none.
    """
    steps = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(steps, (list, tuple)) or len(steps) > _MAX_ITEMS:
        raise NotSequences(f"expected a list with a list for each step, got `{type_name(value)}`")
    kept = [_read_step(step) for step in steps]
    return [hypotheses for hypotheses in kept if hypotheses != {()}]


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


def _read_step(step: Any) -> frozenset[tuple[str, ...]]:
    items = list(step) if isinstance(step, (list, tuple, set, dict)) else None
    if items is None or len(items) > _MAX_ITEMS:
        raise NotSequences(f"expected a list of the hypotheses of a step, got `{type_name(step)}`")
    return frozenset(_read_hypothesis(item).words for item in items)
