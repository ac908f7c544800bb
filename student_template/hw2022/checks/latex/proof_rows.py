"""Takes the rows of a derivation apart: sides, relations, and what is said by the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .atoms import Atom, Row, row_text
from .listed import listed
from .notations import Notations

__all__ = ["Piece", "RowStep", "pieces_of"]

_RELATIONS = frozenset({"=", "<=", "<", ">=", ">", "->"})
_ENDING = frozenset({"=>", "<=>"})
#: Words behind which another chain begins.
_BEGINNING = frozenset({"so", "thus", "hence", "then", "therefore", "and so", "also", "somit"})
#: Words after which a formula belongs to what is said.
_INTRODUCING = frozenset(
    listed(
        "since because as where with for by using if when due from and recall note i.e. of that to "
        "in use all each every any assumption bound fact weil da mit wobei nach"
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
    """A chain as it is written; one that goes on from the one before has no start.

    Attributes:
        start: Its first side.
        steps: The others.
        is_aside: Whether it stands beside another one, in a further column.
        is_assigned: Whether its first side is given a new value, as in θ ← θ − η∇L.
        is_named: Whether its first side is the line's name.
    """

    start: Row
    steps: tuple[RowStep, ...] = ()
    is_aside: bool = False
    is_assigned: bool = False
    is_named: bool = False

    @property
    def end(self) -> Row:
        """The last side."""
        return self.steps[-1].side if self.steps else self.start


def pieces_of(row: Sequence[Atom], notations: Notations) -> list[Piece]:
    """Return the chains of a formula in the order in which they are written."""
    pieces: list[Piece] = []
    for line in _whole_lines(row):
        first = next((atom for atom in line if atom.kind != "blank"), None)
        if first is None:
            continue
        found = list(_of_line(line, notations))
        if pieces and first.kind == "operator" and found:
            pieces[-1] = _continued(pieces[-1], found.pop(0))
        elif pieces and _is_joining(first) and found:
            rest = found.pop(0)
            pieces[-1] = replace(pieces[-1], steps=(*pieces[-1].steps, *rest.steps))
        _put(pieces, found)
    return [piece for piece in pieces if piece.start or piece.steps]


def _put(pieces: list[Piece], found: Sequence[Piece]) -> None:
    """Add pieces; the next line goes on with what stands in the first column."""
    for piece in found:
        pieces.insert(len(pieces) - (piece.is_aside and bool(pieces)), piece)


def _is_joining(atom: Atom) -> bool:
    return atom.kind == "relation" and atom.text in _RELATIONS


def _whole_lines(row: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Yield the lines; a relation that ends one belongs to the next."""
    carried: Atom | None = None
    for line in _lines(row):
        said = [atom for atom in line if atom.kind != "blank"]
        if carried is not None and said:
            line = line if _is_joining(said[0]) else [carried, *line]
            carried = None
        if said and _is_joining(said[-1]):
            carried = said[-1]
            line = line[: len(line) - 1 - line[::-1].index(carried)]
        yield line


def _lines(row: Sequence[Atom]) -> Iterator[list[Atom]]:
    line: list[Atom] = []
    for atom in row:
        if atom.kind == "newline":
            yield line
            line = []
        else:
            line.append(atom)
    yield line


def _continued(piece: Piece, rest: Piece) -> Piece:
    """Go on with the last side in another row."""
    if not piece.steps:
        return replace(piece, start=(*piece.start, *rest.start), steps=rest.steps)
    last = piece.steps[-1]
    longer = replace(last, side=(*last.side, *rest.start))
    return replace(piece, steps=(*piece.steps[:-1], longer, *rest.steps))


class _Line:
    """One row, as far as it has been read."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._side: list[Atom] = []
        self._start: Row | None = None
        self._steps: list[RowStep] = []
        self._relation: Atom | None = None
        self._reasons: list[str] = []
        self._is_aside = self._is_assigned = self._is_said = False

    def add(self, atom: Atom) -> None:
        """Add to a side; what stands behind a reason belongs to that."""
        if not self._is_said:
            self._side.append(atom)

    def reason(self, text: str) -> None:
        """Take words down."""
        self._reasons.append(text)
        self.pause()

    def pause(self) -> None:
        """End a side: up to the next relation is only what is said of it."""
        self._is_said = bool(self._side)

    @property
    def is_between(self) -> bool:
        """Whether a side behind a relation can end here."""
        return (
            self._relation is not None and bool(self._side) and (self._side[-1].kind != "operator")
        )

    def relate(self, relation: Atom) -> None:
        """End the side before a relation."""
        self._end_side()
        self._is_assigned |= relation.text == "<-"
        self._relation = replace(relation, text="=") if relation.text == "<-" else relation

    def _end_side(self) -> None:
        side = _trimmed(self._side)
        if self._relation is None:
            self._start = side
        elif side or self._reasons:
            above = self._relation.sup or ()
            said = [*_words_in(above), *self._reasons]
            self._steps.append(RowStep(self._relation.text, side, tuple(said), above))
            self._reasons = []
        self._side, self._is_said = [], False

    def end_piece(self, *, is_aside: bool = False) -> None:
        """End a chain, where another begins, which may stand beside it."""
        self._end_side()
        steps = tuple(step for step in self._steps if step.side)
        if self._start or steps:
            piece = Piece(self._start or (), steps, self._is_aside, self._is_assigned)
            self.pieces.append(piece)
        self._start, self._steps, self._relation = None, [], None
        self._is_aside, self._is_assigned = is_aside, False


def _of_line(line: Sequence[Atom], notations: Notations) -> Iterator[Piece]:
    read = _Line()
    place = 0
    while place < len(line):
        atom = line[place]
        place += 1
        if _is_joining(atom) or atom.is_a("relation", "<-"):
            read.relate(atom)
        elif atom.kind == "relation" and atom.text in _ENDING:
            read.end_piece()
        elif atom.kind == "word" and not notations.has_word(atom.text):
            if _plain(atom.text) in _BEGINNING:
                read.end_piece()
                continue
            read.reason(atom.text)
            place = _behind_words(line, place, atom, read)
        elif said := _said_in_brackets(atom, notations):
            read.reason(said)
        elif atom.kind == "column":
            for one in line[place:]:
                if one.kind == "word":
                    read.reason(one.text)
            break
        elif atom.kind == "relation" or atom.is_a("letter", "\\forall", "\\exists"):
            break  # where it lies, and for which values
        elif atom.is_a("mark", ",", ";"):
            if _begins_another(line[place:]):
                read.end_piece()
            else:
                read.pause()
        elif atom.kind == "blank" and read.is_between and _is_set_apart(line[place:]):
            if _begins_another(line[place:]):
                read.end_piece(is_aside=True)
            else:
                read.pause()
        elif atom.kind not in ("blank", "mark") and not atom.is_a("letter", "\\checkmark"):
            read.add(atom)
    read.end_piece()
    yield from read.pieces


def _plain(text: str) -> str:
    return text.strip().strip(".,:;").strip().lower()


def _said_in_brackets(atom: Atom, notations: Notations) -> str:
    r"""Return what ``(\text{linearity})`` or ``(|\sigma'|\le\gamma)`` says; empty for a factor."""
    if atom.kind != "paren" or not atom.is_bare or len(atom.parts) != 1:
        return ""
    said = [one.text for one in atom.parts[0]
            if one.kind == "word" and not notations.has_word(one.text)]  # fmt: skip
    is_remark = any(_is_joining(one) for one in atom.parts[0])
    return " ".join(said) or (row_text(atom.parts[0], 200) if is_remark else "")


def _is_set_apart(rest: Sequence[Atom]) -> bool:
    """Return whether behind a blank is a chain of its own, or a formula that is said by the way."""
    first = next((atom for atom in rest if atom.kind != "blank"), None)
    if first is None or first.kind in ("relation", "operator", "word", "mark"):
        return False
    return any(atom.kind == "relation" for atom in rest)


def _begins_another(rest: Sequence[Atom]) -> bool:
    """Return whether behind a comma another chain begins, and no condition."""
    return any(atom.kind == "relation" and atom.text in _RELATIONS for atom in rest)


def _behind_words(line: Sequence[Atom], place: int, word: Atom, read: _Line) -> int:
    """Return the place behind what words say, with the formulas that belong to it."""
    text = word.text.strip().lower()
    if _is_open(text):
        while place < len(line):
            atom = line[place]
            place += 1
            if atom.kind == "word":
                read.reason(atom.text)
                if any(sign in atom.text for sign in ")]"):
                    break
            elif atom.kind == "stray":
                break
        return place
    last = text.rstrip(" ([").split()[-1:]
    is_rest = read.is_between and not any(one.kind == "relation" for one in line[place:])
    return len(line) if is_rest or (last and last[0] in _INTRODUCING) else place


def _is_open(text: str) -> bool:
    """Return whether a bracket in a text has its other half in what follows."""
    return text.count("(") + text.count("[") > text.count(")") + text.count("]")


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
