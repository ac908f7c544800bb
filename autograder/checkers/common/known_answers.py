"""Answers that are known: misreadings, slips, conventions; and which of them was given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Generic, TypeVar

from autograder.verdict import Understood, Verdict, partial

from .ref import Target

__all__ = ["KnownAnswer", "Misreading", "explanation", "named"]

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Misreading:
    """Another answer that students give, to be named.

    Args:
        answer: The reference's function that returns it; where expressions are compared, also
            the expression in text.
        share: What it earns.
        message: What the student is told: it names the misreading, without the answer.
        then: What is right after it, by the numbers of lines that follow this one: expressions,
            or a function of the reference's that does the same in code.
    """

    answer: Target | str
    share: Fraction = Fraction(0)
    message: str
    then: Mapping[str, Target | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownAnswer(Generic[_Answer]):
    """An answer of which it is known what it earns, and what is said of it.

    Args:
        note: The tag that is left.
        share: What it earns.
        message: What the student is told.
        answer: The answer, in whatever form it is compared.
    """

    note: str
    share: Fraction
    message: str
    answer: _Answer

    def verdict(self, understood: Understood | None = None, *, also: Iterable[str] = ()) -> Verdict:
        """Return the verdict on an answer that is this one, with other notes besides."""
        notes = (self.note, *also)
        return partial(self.share, self.message, notes=notes, understood=understood)


def named(
    misreadings: Mapping[str, Misreading], read: Callable[[Target | str], _Answer]
) -> Iterator[KnownAnswer[_Answer]]:
    """Yield misreadings as they are declared.

    Args:
        misreadings: By their notes.
        read: Reads the answer of one.
    """
    for note, misreading in misreadings.items():
        answer = read(misreading.answer)
        yield KnownAnswer(note, misreading.share, misreading.message, answer)


def explanation(
    known: Iterable[KnownAnswer[_Answer]], is_it: Callable[[_Answer], bool]
) -> KnownAnswer[_Answer] | None:
    """Return the first known answer that was given; later ones are not looked at."""
    return next((one for one in known if is_it(one.answer)), None)
