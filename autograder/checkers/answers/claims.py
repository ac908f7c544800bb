"""Several statements in one answer, each true or false."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from autograder.checkers.common.line import Line, Unanswered
from autograder.sandbox.values import Tensor, type_name
from autograder.verdict import Verdict, earned, lost, partial

from .truth import read_truth

__all__ = ["Claims"]

_TRUTH = {
    "true": True, "t": True, "yes": True, "y": True, "1": True,
    "false": False, "f": False, "no": False, "n": False, "0": False,
}  # fmt: skip
_UNANSWERED = ("", "?", "-", "none")
_NUMBER = re.compile(r"\D*([0-9]{1,3})\D*")
# As in "1: T, 2: F" or "(1) true (2) false".
_NUMBERED = re.compile(r"\W*([0-9]+)\W*(true|false|yes|no|[tfyn])\b", re.IGNORECASE)
_MAX_TEXT = 200
_MAX_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Claims:
    """Statements numbered from 1, of which a wrong answer takes away what a right one earns.

    The share is max(0, right − wrong) of their number; an unanswered statement counts as neither.
    Read are a dict (or pairs) from numbers to truth values, which may leave statements out, and
    truth values for all statements in a row, in a list; or a text, such as ``"TFFT"`` or
    ``"1: T, 2: F"``. The reference returns a dict.

    The feedback counts and does not say which statements are wrong: that is their answer.
    """

    def check(self, line: Line) -> Verdict:
        """Count what is right, wrong and not answered."""
        expected: Mapping[int, bool] = line.reference.call()
        answers, remarks = _read(line.submitted.call(), len(expected))
        right = [number for number in answers if answers[number] == expected[number]]
        wrong = sorted(set(answers) - set(right))
        if len(right) == len(expected):
            return earned()
        counts = f"{len(right)} right, {len(wrong)} wrong"
        if left := len(expected) - len(answers):
            counts += f", {left} not answered"
        rule = "A wrong answer takes away what a right one earns." if wrong and right else ""
        return partial(
            Fraction(max(0, len(right) - len(wrong)), len(expected)),
            "\n".join(filter(None, [f"{counts}.", rule, *remarks])),
            notes=tuple(f"statement {n}" for n in wrong) if answers else ("unanswered",),
        )

    @staticmethod
    def read(value: Any) -> Mapping[int, bool] | None:
        """Return the truth values that an answer gives, by the statements' numbers.

        How many statements there are is taken from the answer. None if it gives none.
        """
        if isinstance(value, Tensor):
            value = value.array().tolist()
        parts = _split(value.strip()[:_MAX_TEXT]) if isinstance(value, str) else value
        if not isinstance(parts, (dict, list, tuple)):
            return None
        is_numbered = all(isinstance(item, (list, tuple)) and len(item) == 2 for item in parts)
        keys = parts if isinstance(parts, dict) else [item[0] for item in parts if is_numbered]
        numbers = [number for number in map(_number, keys) if number is not None]
        try:
            answers, _ = _read(value, max(len(parts), *numbers, 0))
        except Unanswered:
            return None
        return answers or None


def _read(value: Any, count: int) -> tuple[dict[int, bool], list[str]]:
    """Return the truth values by the statements' numbers, and what could not be read.

    Raises:
        Unanswered: There is no telling which statement is meant by what.
    """
    answers, remarks = {}, []
    for key, item in _pairs(value, count):
        number = _number(key)
        if number is None or not 1 <= number <= count:
            remarks.append(f"There is no statement {_shown(key)}: they are 1 to {count}.")
            continue
        truth = _truth(item)
        if truth is not None:
            answers[number] = truth
        elif not _is_left_out(item):
            remarks.append(
                f"Statement {number} counts as not answered: {_shown(item)} is neither true "
                "nor false."
            )
    return answers, remarks[:count]


def _pairs(value: Any, count: int) -> Iterable[tuple[Any, Any]]:
    if isinstance(value, Tensor) and len(value.shape) == 1:
        value = value.array().tolist()
    elif isinstance(value, str):
        value = _read_text(value, count)
    if isinstance(value, dict):
        numbers = set(map(_number, value))
        from_zero = 0 in numbers and count not in numbers
        return [(_shifted(key), item) if from_zero else (key, item) for key, item in value.items()]
    if not isinstance(value, (list, tuple)):
        wanted = "Expected a dict from the statements' numbers to `True` or `False`"
        raise Unanswered(lost(f"{wanted}, got `{type_name(value)}`.", notes=("unreadable",)))
    if value and all(isinstance(item, (list, tuple)) and len(item) == 2 for item in value):
        return value
    if len(value) != count:
        text = f"Expected {count} truth values in a row, or a dict, got {len(value)}."
        raise Unanswered(lost(text, notes=("unreadable",)))
    return enumerate(value, start=1)


def _read_text(value: str, count: int) -> list[Any]:
    """Return what stands in a text that is no mere sentence.

    Raises:
        Unanswered: It is one.
    """
    parts = _split(value.strip()[:_MAX_TEXT])
    answered = [part for part in parts if isinstance(part, tuple) or _truth(part) is not None]
    known = len(answered) + sum(map(_is_left_out, parts))
    # Of as many words as there are statements a few may be anything; a sentence has most of them.
    is_row = known == len(parts) or (len(parts) == count and 2 * known > count)
    if answered and is_row:
        return parts
    text = (
        f"Expected {count} truth values in a row, such as `TF…`, or a dict, got the text "
        f"{_shown(value)}."
    )
    raise Unanswered(lost(text, notes=("unreadable",)))


def _split(text: str) -> list[Any]:
    """Return what stands in a text: numbers with truth values, words, or letters."""
    numbered = _NUMBERED.findall(text)
    if numbered:
        rest = _NUMBERED.sub("", text).strip(" .,;")
        return [] if rest else numbered
    words = re.split(r"[\s,;]+", text)
    return list(text) if len(words) == 1 else words


def _shifted(key: Any) -> Any:
    number = _number(key)
    return key if number is None else number + 1


def _number(key: Any) -> int | None:
    if isinstance(key, str):
        found = _NUMBER.fullmatch(key.strip())
        return int(found[1]) if found else None
    return key if isinstance(key, int) and not isinstance(key, bool) else None


def _truth(item: Any) -> bool | None:
    return _TRUTH.get(item.strip().lower()) if isinstance(item, str) else read_truth(item)


def _is_left_out(item: Any) -> bool:
    return item is None or (isinstance(item, str) and item.strip().lower() in _UNANSWERED)


def _shown(value: Any) -> str:
    if isinstance(value, (str, int, float)):
        return repr(value)[:_MAX_SHOWN]
    return f"`{type_name(value)}`"
