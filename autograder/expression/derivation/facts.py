"""What a line may assume: facts, each of them a set of models.

A model gives every symbol a value and every opaque operator a meaning. A fact is written as the
recipe by which its models are made out of arbitrary ones: a hypothesis or a definition says what a
value is made of, a theorem says what an operator is. So "the rows of C sum to one" is
``{"C": "inv(diag(C*ones(n)))*C"}``: C on the right is any matrix at all, C on the left one of the
fact's. A recipe has to reach every model of its fact, the extreme ones above all; one that leaves
the fact's own models as they are does, such as ``{"W": "W*Min(1, bound/norm2(W))"}`` for a bound.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import Enum

from autograder.expression.tree import Node

__all__ = ["Curve", "Fact", "Meaning", "Weighted", "cited_facts"]


class Meaning(str, Enum):
    """What an opaque operator can stand for; below each other, the more is known of it."""

    ANY = "any"  # of an average, or of a function such as log: any function of its argument's value
    LINEAR = "linear"  # any linear functional; that of a constant is the constant, for E
    AVERAGE = "average"  # a linear one that is not negative where its argument is not
    NORM = "norm"  # any norm for which that of a diagonal matrix is its largest entry
    SUBMULTIPLICATIVE = "submultiplicative"  # the spectral norm, and the larger of two others
    REAL = "real"  # itself

    @property
    def rank(self) -> int:
        """How much is known; of several facts about an operator, the one that says most counts."""
        return list(Meaning).index(self)


class Curve(str, Enum):
    """What a theorem says of a real function."""

    CONVEX = "convex"
    CONCAVE = "concave"
    INCREASING = "increasing"
    DECREASING = "decreasing"
    LOG_SUM = "log-sum"  # of log: Σ a log(a/b) ≥ (Σ a) log(Σ a/Σ b) for positive a and b


@dataclass(frozen=True, slots=True)
class Weighted:
    """An average that is the integral of its argument times a density.

    Attributes:
        density: The density, as text.
        variable: The name in it that stands for the variable of the average.
    """

    density: str
    variable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that a step can cite.

    Attributes:
        kind: "hypothesis", "definition", "assumption" or "theorem": what a student is told who
            needs it and does not cite it.
        values: What a symbol (``"C"``), the items of a sequence (``"step[t]"``) or the values of a
            derivative (``"D(sigma)(x)"``) are made of. The name itself, on the right, is the same
            thing without this fact. Texts, or trees where an answer is put in.
        means: The expectation of a random item or symbol: ``{"g[i]": "mu"}``.
        operators: What opaque operators stand for.
        functions: What is known of a function of the question, or of an opaque one such as ``log``;
            of several facts about one function all count.
        hidden: Whether its statement is the answer of another line: then no witness is shown
            for what cites it.
    """

    kind: str
    values: Mapping[str, str | Node] = field(default_factory=dict)
    means: Mapping[str, str] = field(default_factory=dict)
    operators: Mapping[str, Meaning | Weighted] = field(default_factory=dict)
    functions: Mapping[str, Curve] = field(default_factory=dict)
    hidden: bool = False


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
