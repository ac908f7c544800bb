"""Tables of words, written as one text."""

from __future__ import annotations

__all__ = ["listed"]


def listed(text: str) -> list[str]:
    """Return the words of a text."""
    return text.split()
