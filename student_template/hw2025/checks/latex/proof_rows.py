"""Takes the rows of a derivation apart: sides, relations, and what is said by the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .atoms import Atom, Row, row_text
from .listed import listed
from .notations import Notations

__all__ = ["Piece", "RowStep", "pieces_of"]

_RELATIONS = frozenset({"=", "<=", "<", ">=", ">", "->"})
_ENDING = frozenset({"=>", "<=>", "where"})
#: Words after which a formula belongs to what is said.
_INTRODUCING = frozenset(
    listed(
        "since because as where with for by using if when due from and recall note i.e. of that to "
        "in use weil da mit wobei nach"
    )
)


@dataclass(frozen=True, slots=True)
class RowStep:
    """A relation and the side behind it.

    Attributes:
        relation: ``=``, ``<=``, ``<``, ``>=``, ``>`` or ``->``.
        side: What stands behind it.
        reasons: What is said of it in words.
        above: What stands over the relation.
    """

    relation: str
    side: Row
    reasons: tuple[str, ...] = ()
    above: Row = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A chain as it is written; one that goes on from the one before has no start."""

    start: Row
    steps: tuple[RowStep, ...] = ()

    @property
    def end(self) -> Row:
        """The last side."""
        return self.steps[-1].side if self.steps else self.start


def pieces_of(row: Sequence[Atom], notations: Notations) -> list[Piece]:
    """Return the chains of a formula in the order in which they are written."""
    pieces: list[Piece] = []
    for line in _lines(row):
        first = next((atom for atom in line if atom.kind != "blank"), None)
        if first is None:
            continue
        found = list(_of_line(line, notations))
        if pieces and first.kind == "operator" and found:
            pieces[-1] = _continued(pieces[-1], found[0])
            pieces += found[1:]
        elif pieces and first.kind == "relation" and first.text in _RELATIONS and found:
            pieces[-1] = replace(pieces[-1], steps=(*pieces[-1].steps, *found[0].steps))
            pieces += found[1:]
        elif pieces and not _says_something(found):
            pieces[-1] = _with_reasons(pieces[-1], found)
        else:
            pieces += found
    return [piece for piece in pieces if piece.start or piece.steps]


def _lines(row: Sequence[Atom]) -> Iterator[list[Atom]]:
    line: list[Atom] = []
    for atom in row:
        if atom.kind == "newline":
            yield line
            line = []
        else:
            line.append(atom)
    yield line


def _says_something(found: Sequence[Piece]) -> bool:
    return any(piece.start or piece.steps for piece in found)


def _with_reasons(piece: Piece, _: Sequence[Piece]) -> Piece:
    return piece


def _continued(piece: Piece, rest: Piece) -> Piece:
    """Go on with the last side in another row."""
    if not piece.steps:
        return Piece((*piece.start, *rest.start), rest.steps)
    last = piece.steps[-1]
    longer = replace(last, side=(*last.side, *rest.start))
    return Piece(piece.start, (*piece.steps[:-1], longer, *rest.steps))


class _Line:
    """One row, as far as it has been read."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._side: list[Atom] = []
        self._start: Row | None = None
        self._steps: list[RowStep] = []
        self._relation: Atom | None = None
        self._reasons: list[str] = []

    def add(self, atom: Atom) -> None:
        self._side.append(atom)

    def reason(self, text: str) -> None:
        self._reasons.append(text)

    @property
    def has_side(self) -> bool:
        return bool(self._side)

    def relate(self, relation: Atom) -> None:
        """End the side before a relation."""
        self._end_side()
        self._relation = relation

    def _end_side(self) -> None:
        side = _trimmed(self._side)
        if self._relation is None:
            self._start = side
        elif side or self._reasons:
            above = self._relation.sup or ()
            said = [*_words_in(above), *self._reasons]
            self._steps.append(RowStep(self._relation.text, side, tuple(said), above))
            self._reasons = []
        self._side = []

    def end_piece(self) -> None:
        """End a chain, where another begins."""
        self._end_side()
        steps = tuple(step for step in self._steps if step.side)
        if self._start or steps:
            self.pieces.append(Piece(self._start or (), steps))
        self._start, self._steps, self._relation = None, [], None


def _of_line(line: Sequence[Atom], notations: Notations) -> Iterator[Piece]:
    read = _Line()
    place = 0
    while place < len(line):
        atom = line[place]
        place += 1
        if atom.kind == "relation" and atom.text in _RELATIONS:
            read.relate(atom)
        elif atom.kind == "relation" and atom.text in _ENDING:
            read.end_piece()
        elif atom.kind == "word" and not notations.has_word(atom.text):
            read.reason(atom.text)
            place = _behind_words(line, place, atom, read)
        elif atom.kind == "relation" or atom.is_a("letter", "\\forall", "\\exists"):
            break  # where it lies, and for which values
        elif atom.is_a("mark", ",", ";") and _begins_another(line[place:]):
            read.end_piece()
        elif atom.kind not in ("blank", "mark"):
            read.add(atom)
    read.end_piece()
    yield from read.pieces


def _begins_another(rest: Sequence[Atom]) -> bool:
    """Return whether behind a comma another chain begins, and no condition."""
    return any(atom.kind == "relation" and atom.text in _RELATIONS for atom in rest)


def _behind_words(line: Sequence[Atom], place: int, word: Atom, read: _Line) -> int:
    """Return the place behind what words say, with the formulas that belong to it."""
    text = word.text.strip().lower()
    if text.count("(") > text.count(")"):
        while place < len(line):
            atom = line[place]
            place += 1
            if atom.kind == "word":
                read.reason(atom.text)
                if ")" in atom.text:
                    break
            elif atom.kind == "stray":
                break
        return place
    rest = line[place:]
    relation = next((k for k, one in enumerate(rest) if one.kind == "relation"), len(rest))
    between = [one for one in rest[:relation] if one.kind not in ("blank", "mark")]
    if not between:
        return len(line) if text in _INTRODUCING else place
    last_word = text.rstrip(":").split()[-1:] or [""]
    if relation == len(rest) or last_word[0] in _INTRODUCING:
        return len(line)
    read.end_piece()  # "so", "hence": another chain begins
    return place


def _trimmed(side: Sequence[Atom]) -> Row:
    kept = list(side)
    while kept and kept[-1].kind in ("mark", "blank", "newline"):
        kept.pop()
    return tuple(kept)


def _words_in(row: Row) -> list[str]:
    words = [atom.text for atom in row if atom.kind == "word"]
    if words:
        return words
    # Words in a script are letters one by one.
    text = row_text(row, 200)
    return [text] if len(text) > 3 and text.replace(" ", "").isalpha() else []
