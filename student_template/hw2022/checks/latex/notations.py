"""The notations that a question declares, and where in a row one of them stands.

What is declared is read into atoms as answers are, and compared atom by atom. A sequence's notation
has a place for its index. The longest notation is meant, one with more of what stands below and
above it before one with less; marks such as bold distinguish only where nothing else does.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from .atoms import LOOSE, Atom, Row, is_letter, row_text, same_nuclei, same_rows
from .domains import ONE, Domain, domain
from .mathlist import atoms_of
from .mathwords import ACCENTS
from .setting import Setting
from .tokens import Problem, tokenize

__all__ = ["ASKED", "Claim", "Hole", "Match", "Notation", "Notations"]

_ACCENTED = LOOSE | frozenset(ACCENTS.values())
_PASSES = (frozenset[str](), LOOSE, _ACCENTED)
#: The name of what a line asks for, among the symbols.
ASKED = ""


@dataclass(frozen=True, slots=True)
class Hole:
    """What stands in the place of an index: a row, that is the index with something added."""

    row: Row
    offset: int


@dataclass(frozen=True, slots=True)
class Notation:
    """One way to write a symbol.

    Attributes:
        symbol: Its name; empty for what the line asks for.
        row: What it looks like.
        hole: Of a sequence, the letter in the place of the index.
    """

    symbol: str
    row: Row
    hole: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A notation that stands in a row.

    Attributes:
        notation: Which.
        count: How many atoms it takes.
        holes: What stands in the places of the index.
        rest: Its last atom, with what stands below and above it that the notation has not.
        agreed: How many of the rows below and above it were the notation's.
        ignored: What of marks was left aside.
    """

    notation: Notation
    count: int
    holes: tuple[Hole, ...]
    rest: Atom
    agreed: int
    ignored: frozenset[str]

    @property
    def order(self) -> tuple[int, int, int, int]:
        """What speaks for it, the most important first; one as it stands before one with holes."""
        return self.count, self.agreed, -_PASSES.index(self.ignored), -len(self.holes)


@dataclass(frozen=True, slots=True)
class Claim:
    """A symbol that has a letter, whatever stands below and above it."""

    symbol: str
    notation: Notation


class Notations:
    """All notations of a question.

    Raises:
        Problem: One of them cannot be read.
    """

    def __init__(self, setting: Setting) -> None:
        self.domains: dict[str, Domain] = {one.name: domain(one.domain) for one in setting.symbols}
        self._all: list[Notation] = []
        for one in setting.symbols:
            is_sequence = self.domains[one.name].item is not None
            for text in one.tex:
                self._all.append(_notation(one.name, text, is_sequence))
        for name in sorted(_dimensions(self.domains)):
            self.domains[name] = Domain("natural")
            self._all.append(
                _notation(name, name if len(name) == 1 else f"\\text{{{name}}}", False)
            )
        self._all += [_spelled(one) for one in self._all if one.row[0].kind == "word"]
        self.names = [_notation(ASKED, text, False).row for text in setting.names]
        self._by_first: dict[tuple[str, str], list[Notation]] = {}
        for notation in self._all:
            first = notation.row[0]
            self._by_first.setdefault(_key(first), []).append(notation)

    def declares(self, letter: str) -> bool:
        """Return whether some symbol is written as a letter, with whatever below and above it."""
        return ("letter", letter) in self._by_first

    def at(
        self, row: Sequence[Atom], start: int, bound: Container[str] = frozenset()
    ) -> Match | None:
        """Return the notation that begins at a place of a row.

        Args:
            row: The row.
            start: The place.
            bound: The indices that are bound there: under a sum over i, ``q_i`` is an entry of q,
                though outside of it may be how q itself is written.

        Raises:
            Problem: Two symbols could be meant.
        """
        candidates = self._by_first.get(_key(row[start]), ())
        found = [
            match
            for notation in candidates
            for ignored in _PASSES
            if (match := _matched(notation, row, start, ignored))
        ]
        found = [match for match in found if not self._is_entry(match, bound)] or found
        if not found:
            return None
        best = max(match.order for match in found)
        meant = [match for match in found if match.order == best]
        if len({match.notation.symbol for match in meant}) > 1:
            names = " or ".join(sorted({match.notation.symbol for match in meant}))
            raise Problem(f"this could be {names}", row[start].position)
        return meant[0]

    def _is_entry(self, match: Match, bound: Container[str]) -> bool:
        sub = match.notation.row[-1].sub
        if match.count > 1 or sub is None or not is_letter(sub) or sub[0].text not in bound:
            return False
        shape = self.domains[match.notation.symbol].shape
        return shape is not None and shape[0] != ONE and shape[1] == ONE

    def claims(self, atom: Atom) -> list[Claim]:
        """Return the symbols that have an atom's letter, with what the line asks for."""
        found: dict[str, Claim] = {}
        asked = [Notation(ASKED, row) for row in self.names]
        for notation in (*self._by_first.get(_key(atom), ()), *asked):
            first = notation.row[0]
            alone = len(notation.row) == 1
            if alone and first.kind == atom.kind and first.text == atom.text:
                strict = first.marks - LOOSE == atom.marks - LOOSE
                if strict or not any(self._is_exact(other, atom) for other in self._all):
                    found.setdefault(notation.symbol, Claim(notation.symbol, notation))
        return list(found.values())

    def _is_exact(self, notation: Notation, atom: Atom) -> bool:
        first = notation.row[0]
        return (
            len(notation.row) == 1
            and first.text == atom.text
            and first.marks - LOOSE == atom.marks - LOOSE
        )

    def has_name_in(self, row: Row) -> bool:
        """Return whether the line's own quantity is a proper part of a row."""
        return any(
            same_rows(name, row[start : start + len(name)], ignored)
            for name in self.names
            for ignored in _PASSES[1:2]
            for start in range(len(row) - len(name) + 1)
        ) or any(self.has_name_in(part) or self.is_name(part) for one in row for part in one.parts)

    def has_word(self, text: str) -> bool:
        """Return whether a word stands in some symbol's notation."""
        return any(atom.is_a("word", text) for one in self._all for atom in one.row)

    def is_name(self, row: Row) -> bool:
        """Return whether a row is how the line's own quantity is written."""
        return any(same_rows(name, row, ignored) for name in self.names for ignored in _PASSES[1:])

    def written(self) -> list[str]:
        """Return how the symbols are written, the usual way of each."""
        found: dict[str, str] = {}
        for notation in self._all:
            found.setdefault(notation.symbol, row_text(notation.row))
        return list(found.values())

    def written_of(self, symbol: str) -> str:
        """Return how a symbol is written."""
        return next(row_text(one.row) for one in self._all if one.symbol == symbol)


def _dimensions(domains: dict[str, Domain]) -> set[str]:
    names = {name for one in domains.values() for name in one.names}
    return names - domains.keys()


def _key(atom: Atom) -> tuple[str, str]:
    text = "" if atom.kind in ("paren", "frac", "bars", "group") else atom.text
    return atom.kind, text


def _notation(symbol: str, text: str, is_sequence: bool) -> Notation:
    row = atoms_of(tokenize(text))
    if not row:
        raise Problem(f"{text!r} is no notation", 0)
    return Notation(symbol, row, _hole_of(row) if is_sequence else "")


def _spelled(notation: Notation) -> Notation:
    """Return the notation of a word with its letters side by side, as it is typed without care."""
    first, *others = notation.row
    letters = [Atom("letter", letter) for letter in first.text]
    letters[-1] = replace(letters[-1], sub=first.sub, sup=first.sup)
    return replace(notation, row=(*letters, *others))


def _hole_of(row: Row) -> str:
    """Return the letter in the place of the index: the first that stands alone below something."""
    for place in ("sub", "sup"):
        for script in _scripts(row, place):
            inner = script
            while len(inner) == 1 and inner[0].kind == "paren":
                inner = inner[0].parts[0]
            if is_letter(inner):
                return inner[0].text
    for atom in row:
        if atom.kind == "paren" and is_letter(atom.parts[0]):
            return atom.parts[0][0].text
    return ""


def _scripts(row: Row, place: str) -> Iterator[Row]:
    for atom in row:
        script: Row | None = getattr(atom, place)
        if script is not None:
            yield script
        inside = [*atom.parts, *(row for row in (atom.sub, atom.sup) if row is not None)]
        for part in inside:
            yield from _scripts(part, place)


def _offset(row: Row, hole: str) -> int | None:
    """Return what a row adds to the index; None where it is something else."""
    if not hole or not row or not row[0].is_a("letter", hole) or not row[0].is_bare:
        return None
    if len(row) == 1:
        return 0
    if len(row) == 3 and row[1].is_a("operator", "+", "-") and row[2].is_a("number"):
        value = int(row[2].text) if row[2].text.isdigit() else 0
        return value if row[1].text == "+" else -value
    return None


def _matched(
    notation: Notation, row: Sequence[Atom], start: int, ignored: frozenset[str]
) -> Match | None:
    pattern = notation.row
    if start + len(pattern) > len(row):
        return None
    holes: list[Hole] = []
    *front, last = pattern
    for one, other in zip(front, row[start:], strict=False):
        if not _same(one, other, notation.hole, ignored, holes):
            return None
    written = row[start + len(front)]
    if not _same_nuclei(last, written, notation.hole, ignored, holes):
        return None
    if last.primes > written.primes:
        return None
    agreed = (last.sub is not None) + (last.sup is not None) + (last.primes > 0)
    sub = _remaining(last.sub, written.sub, notation.hole, ignored, holes, above=False)
    sup = _remaining(last.sup, written.sup, notation.hole, ignored, holes, above=True)
    if sub is _FAILED or sup is _FAILED:
        return None
    rest = replace(written, sub=sub, sup=sup, primes=written.primes - last.primes)
    return Match(notation, len(pattern), tuple(holes), rest, agreed, ignored)


#: What stands below or above is not what the notation has there.
_FAILED: Row = (Atom("stray", "no match"),)


def _same(one: Atom, other: Atom, hole: str, ignored: frozenset[str], holes: list[Hole]) -> bool:
    return (
        _same_nuclei(one, other, hole, ignored, holes)
        and one.primes == other.primes
        and _same_scripts(one.sub, other.sub, hole, ignored, holes)
        and _same_scripts(one.sup, other.sup, hole, ignored, holes)
    )


def _same_scripts(
    one: Row | None, other: Row | None, hole: str, ignored: frozenset[str], holes: list[Hole]
) -> bool:
    if one is None or other is None:
        return one is other
    return _same_rows(_unwrapped(one), _unwrapped(other), hole, ignored, holes)


def _same_rows(one: Row, other: Row, hole: str, ignored: frozenset[str], holes: list[Hole]) -> bool:
    offset = _offset(one, hole)
    if offset is not None:
        holes.append(Hole(other, offset))
        return bool(other)
    return len(one) == len(other) and all(
        _same(a, b, hole, ignored, holes) for a, b in zip(one, other, strict=True)
    )


def _same_nuclei(
    one: Atom, other: Atom, hole: str, ignored: frozenset[str], holes: list[Hole]
) -> bool:
    if not hole or not one.parts:
        return same_nuclei(one, other, ignored)
    if one.kind != other.kind or len(one.parts) != len(other.parts):
        return False
    if one.text != other.text and one.kind != "paren":
        return False
    return all(
        _same_rows(a, b, hole, ignored, holes) for a, b in zip(one.parts, other.parts, strict=True)
    )


def _unwrapped(row: Row) -> Row:
    """Return ``(f)`` above a letter as ``f``."""
    if len(row) != 1 or not row[0].is_a("paren", "(") or not row[0].is_bare:
        return row
    inner = row[0].parts[0]
    return inner if inner and all(atom.kind == "letter" for atom in inner) else row


def _remaining(
    pattern: Row | None,
    written: Row | None,
    hole: str,
    ignored: frozenset[str],
    holes: list[Hole],
    *,
    above: bool,
) -> Row | None:
    """Return what a script has beside the notation's; `_FAILED` where it has not that."""
    if pattern is None:
        return written
    if written is None:
        return _FAILED
    if pattern[0].kind == "paren" and written[0].kind != "paren":
        pattern = _unwrapped(pattern)
    elif written[0].kind == "paren" and pattern[0].kind != "paren":
        written = (*_unwrapped(written[:1]), *written[1:])
    offset = _offset(pattern, hole)
    if offset is not None:
        comma = next((k for k, atom in enumerate(written) if atom.is_a("mark", ",")), None)
        index = written if comma is None else written[:comma]
        if not index:
            return _FAILED
        holes.append(Hole(index, offset))
        return None if comma is None else written[comma + 1 :] or None
    marked = list[Hole](holes)
    if len(written) < len(pattern) or not _same_rows(
        pattern, written[: len(pattern)], hole, ignored, holes
    ):
        holes[:] = marked
        return _FAILED
    rest = written[len(pattern) :]
    if rest and rest[0].is_a("mark", ","):
        return rest[1:] or None
    # Else it is another name that begins alike.
    is_apart = not rest or pattern[-1].kind == "paren" or (above and rest[0].text in _OPERATIONS)
    return (rest or None) if is_apart else _FAILED


#: What may follow a name above it: a transpose, an inverse.
_OPERATIONS = ("\\top", "-", "T", "odot", "circ")
