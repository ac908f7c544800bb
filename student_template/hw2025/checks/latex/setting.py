"""What a question declares, as far as reading an answer to it takes: symbols and their notation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .term import Term

__all__ = ["Declared", "Range", "Reading", "Setting", "Understood"]


@dataclass(frozen=True, slots=True)
class Declared:
    """A symbol of a question.

    Attributes:
        name: The parameter that it is in Python.
        domain: Where its values come from, as text: ``"sequence[vector[d]]"``.
        tex: How it is written, the usual way first. In what is written for a sequence, ``{i}`` is
            the place of its index and ``{i-1}`` that of the index less one.
    """

    name: str
    domain: str
    tex: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """The limits of an index where a sum leaves them out, as LaTeX."""

    index: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A question, as far as reading an answer to it takes.

    Attributes:
        number: Such as ``"2.2.unrolled"``.
        symbols: Those that are declared; none where the answer is data.
        names: How the line's own quantity is written, which may stand before the answer.
        ranges: The limits that sums may leave out.
        is_proof: Whether the answer is a derivation.
        asks: What kind of data the answer is, as `asked.KINDS` calls it; empty where the question
            does not say.
        parts: How the parts of the data, or the options of a choice, are written.
    """

    number: str
    symbols: tuple[Declared, ...] = ()
    names: tuple[str, ...] = ()
    ranges: tuple[Range, ...] = ()
    is_proof: bool = False
    asks: str = ""
    parts: tuple[Declared, ...] = ()

    def to_data(self) -> dict[str, Any]:
        """Return it as what JSON can hold."""
        return {
            "number": self.number,
            "symbols": [[one.name, one.domain, list(one.tex)] for one in self.symbols],
            "names": list(self.names),
            "ranges": [[one.index, one.first, one.last] for one in self.ranges],
            "is_proof": self.is_proof,
            "asks": self.asks,
            "parts": [[one.name, list(one.tex)] for one in self.parts],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Setting:
        """Read what `to_data` has returned."""
        return cls(
            data["number"],
            tuple(Declared(name, domain, tuple(tex)) for name, domain, tex in data["symbols"]),
            tuple(data["names"]),
            tuple(Range(*limits) for limits in data["ranges"]),
            bool(data.get("is_proof")),
            str(data.get("asks", "")),
            tuple(Declared(name, "", tuple(tex)) for name, tex in data.get("parts", ())),
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand an answer.

    Attributes:
        value: The expression; of a question without symbols, data.
        how: What distinguishes it from the others, in words; empty where it is the only one.
    """

    value: Term | Any
    how: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """How an answer is understood.

    Attributes:
        readings: At least one, at most four; where shapes speak for some, those alone.
        remarks: What the author should know: what was dropped, what does not fit.
    """

    readings: tuple[Reading, ...]
    remarks: tuple[str, ...] = ()
