"""A promise that a result does not keep: what the student is told, and what is left of the points.

A checker looks at the properties of a result one by one, the plainest first, and raises
`Broken` at the first that does not hold: so the message names what is wrong, and not what follows
from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from autograder.verdict import partial

from .line import Unanswered

__all__ = ["Broken", "Promise", "first_broken"]

#: Raises `Broken` where it is not kept.
Promise = Callable[[], None]


class Broken(Unanswered):
    """A promise that a result does not keep: where nothing catches it, its verdict is the line's.

    Args:
        text: What the student is told.
        note: What is left with the verdict.
        share: What the result is worth nevertheless.
    """

    def __init__(self, text: str, note: str, share: Fraction = Fraction(0)) -> None:
        super().__init__(partial(share, text, notes=(note,)))
        self.note = note
        self.share = share


def first_broken(promises: Iterable[Promise]) -> Broken | None:
    """Return the first promise that is broken; one with a share only if it is the worst.

    What has a share is a slip, and counts if the promises after it are kept.
    """
    nearly = None
    for promise in promises:
        try:
            promise()
        except Broken as broken:
            if not broken.share:
                return broken
            nearly = nearly or broken
    return nearly
