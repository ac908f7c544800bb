"""Texts that stand on a page once, however many lines have them."""

from __future__ import annotations

from autograder.report.text import shortened, shown

__all__ = ["TextPool", "fitted"]

#: What texts are cut to, longest first, until all of them find room.
_LIMITS = (20_000, 4_000, 1_500, 500, 150, 40)


class TextPool:
    """Gives every text a number; the empty one is 0."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}

    def number(self, text: str) -> int:
        """Return the number of a text, which is made safe to show."""
        known = self._numbers.get(text)  # what is there is safe already
        return self._numbers.setdefault(shown(text), len(self._numbers)) if known is None else known

    @property
    def texts(self) -> list[str]:
        """All texts, by their numbers."""
        return [*self._numbers]


def fitted(texts: list[str], room: int) -> tuple[list[str], int]:
    """Return texts cut so that all together find room, and what they were cut to; 0 for not at all.

    Args:
        texts: The texts.
        room: How many bytes there are, more or less.
    """
    for limit in _LIMITS:
        found = [shortened(text, limit) for text in texts]
        if sum(len(text.encode()) for text in found) <= room:
            break
    return found, limit if found != texts else 0
