"""Which of a line's facts a student's words mean. The students' folder has a copy of this file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from difflib import SequenceMatcher

__all__ = ["cited_facts", "named_facts"]


def cited_facts(text: str, names: Collection[str]) -> list[frozenset[str]]:
    """Return the declared facts that a student's words can mean; none if it is a word for algebra.

    Capitals, punctuation, further words, endings and slips do not matter ("by Linearity of E",
    "stationary"), nor does how a letter or a number is written ("choice of lambda"), and part of
    a name is enough ("rows of C"). Where that can be several facts, each of them is what was meant.
    """
    for hyphen in (" ", ""):
        cited = _words(text, hyphen)
        words = {name: _words(name, hyphen) for name in names}
        exact = frozenset(name for name in names if words[name] == cited)
        within = frozenset(name for name in names if _are_among(words[name], cited))
        if within:
            return [exact or within]
        if part := [
            frozenset({name}) for name in names if cited and _are_among(cited, words[name])
        ]:
            return part
    return []


def named_facts(text: str, names: Collection[str]) -> frozenset[str]:
    """Return the declared facts whose whole names stand in a text, whatever else it says."""
    return frozenset(
        name
        for name in names
        if any(_are_among(_words(name, hyphen), _words(text, hyphen)) for hyphen in (" ", ""))
    )


def _are_among(words: Collection[str], others: Collection[str]) -> bool:
    return all(any(_is_same(word, other) for other in others) for word in words)


def _is_same(word: str, other: str) -> bool:
    """Return whether two words differ in their ending at most, or in a letter or two."""
    if word == other:
        return True
    shortest = min(len(word), len(other))
    if shortest < _FEWEST_LETTERS:
        return False
    stem = next((i for i in range(shortest) if word[i] != other[i]), shortest)
    is_start = stem == shortest
    return is_start or stem >= _STEM or SequenceMatcher(None, word, other).ratio() > _SLIP


def _words(text: str, hyphen: str) -> frozenset[str]:
    """Return the words of a text, in one spelling and without the s of a plural."""
    spelled = "".join(_spelled(letter) for letter in text[:_MOST_LETTERS].casefold())
    found = re.findall(r"\w+", spelled.replace("_", " ").replace("-", hyphen))
    return frozenset(
        _ALIASES.get(word, word.removesuffix("s") if len(word) > 2 else word)
        for word in found
        if word not in _FILLERS
    )


def _spelled(letter: str) -> str:
    """Return a Greek letter by its name."""
    name = unicodedata.name(letter, "")
    if not name.startswith("GREEK SMALL LETTER "):
        return letter
    return f" {name.split()[3].lower()} "


_ALIASES = {"0": "zero", "1": "one", "eps": "epsilon", "lam": "lambda", "lamda": "lambda"}
_FILLERS = {"by", "from", "of", "the", "using"}  # "a" is the name of a matrix now and then
_FEWEST_LETTERS = 5
_MOST_LETTERS = 200
_SLIP = 0.85
_STEM = 7
