"""When two spellings are one person's name: ``Doe, Jane``, ``Jane  Doe``, Canvas' ``doejane``."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["NameIndex", "plain_name"]


def plain_name(name: str) -> str:
    """Return a name as it is compared: first names first, in small letters.

    >>> plain_name(" Doe,  Jane ")
    'jane doe'
    """
    text = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    last, comma, first = text.partition(",")
    return f"{first.strip()} {last.strip()}".strip() if comma else text


class NameIndex:
    """Finds entries by a name; several entries may have it.

    Args:
        names: The name of each entry.
    """

    def __init__(self, names: list[str]) -> None:
        self._plain: dict[str, list[int]] = {}
        self._squeezed: dict[str, list[int]] = {}
        for index, name in enumerate(names):
            if plain := plain_name(name):
                self._plain.setdefault(plain, []).append(index)
                for squeezed in _squeezed(plain):
                    self._squeezed.setdefault(squeezed, []).append(index)

    def find(self, name: str) -> list[int]:
        """Return the entries of a name; one written as a single word may be any of its orders."""
        plain = plain_name(name)
        found = self._plain.get(plain, [])
        if not found and plain and " " not in plain:
            found = self._squeezed.get(_letters(plain), [])
        return found


def _squeezed(plain: str) -> set[str]:
    """Return a name without what is between its words, whichever of these are the last name."""
    words = plain.split()
    turned = ("".join(words[at:] + words[:at]) for at in range(len(words)))
    return {letters for text in turned if (letters := _letters(text))}


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
