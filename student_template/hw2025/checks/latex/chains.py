r"""Which part of a formula is the answer: the last side of a chain, without what is said of it.

A formula may hold several chains, as in ``a = b, \quad c = d``; the one that begins with the line's
name is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .atoms import Atom, Row, row_text
from .notations import Notations
from .tokens import Problem

__all__ = ["Chain", "answer_of", "chains"]

#: Relations by which a chain goes on to what it is about.
_JOINING = frozenset({"=", "<-", "->"})
_ESTIMATES = frozenset({"<", "<=", ">", ">="})
#: What begins a remark: all behind it is said about the answer.
_REMARKS = frozenset({"!=", "<<", ">>", "~", "in", "propto", "mapsto", "mid", "!", "perp"})
_REMARK_WORDS = (
    "where", "with", "for", "if", "when", "since", "because", "wobei", "mit", "für", "falls", "as",
    "by", "assuming", "given", "s.t.", "such", "i.e.", "e.g.", "which", "using", "after", "per",
    "whenever", "holds", "is", "are", "denotes", "provided", "in",
)  # fmt: skip
_OR = ("or", "oder", "respectively")
_AND = ("and", "und", ",", ";", "then", "so", "hence", "thus", "therefore", "also")


@dataclass(frozen=True, slots=True)
class Chain:
    """Sides that relations join.

    Attributes:
        sides: What stands between the relations, in order.
        relations: The relations, one fewer.
        is_condition: Whether it only says where something lies or how large it is.
    """

    sides: tuple[Row, ...]
    relations: tuple[Atom, ...]
    is_condition: bool = False

    @property
    def is_inequality(self) -> bool:
        """Whether something in it is only an estimate."""
        return any(relation.text not in _JOINING for relation in self.relations)


def chains(row: Sequence[Atom], notations: Notations) -> list[Chain]:
    """Return the chains of a formula in order, remarks left out."""
    pieces = _Pieces(notations)
    pieces.read(row)
    found = [_chain(piece, cut) for piece, cut in pieces.found]
    return [chain for chain in found if chain is not None]


def answer_of(row: Sequence[Atom], notations: Notations) -> Row:
    """Return the side that answers the line.

    Raises:
        Problem: There is none, or several could be meant.
    """
    found = chains(row, notations)
    if not found:
        raise Problem("there is no formula here", row[0].position if row else 0)
    meant = [chain for chain in found if _begins_with_name(chain, notations)]
    meant = meant or [chain for chain in found if not chain.is_condition] or found
    if len(meant) > 1 and not _begins_with_name(meant[0], notations):
        meant = _the_one_that_counts(meant)
    _check_left_side(meant[-1], notations)
    return _last_side(meant[-1], notations)


def _check_left_side(chain: Chain, notations: Notations) -> None:
    r"""Refuse an equation that is not solved, as ``2\epsilon = …`` where ε is asked for."""
    first = chain.sides[0]
    if len(chain.sides) > 1 and not notations.is_name(first) and notations.has_name_in(first):
        raise Problem(
            f"{row_text(first)} stands on the left, and not what is asked for alone: solve for it",
            first[0].position,
        )


def _the_one_that_counts(found: list[Chain]) -> list[Chain]:
    """Of several chains without the line's name, leave out those that only restrict something."""
    values = [chain for chain in found if not chain.is_inequality] or found
    starts = {row_text(chain.sides[0]) for chain in values if len(chain.sides) > 1}
    bare = [chain for chain in values if len(chain.sides) == 1]
    if len(starts) > 1 or len(bare) > 1 or (starts and bare):
        raise Problem(
            "several formulas: which of them is the answer? Put a \\boxed{…} around it",
            values[-1].sides[0][0].position if values[-1].sides[0] else 0,
        )
    return values


def _begins_with_name(chain: Chain, notations: Notations) -> bool:
    return len(chain.sides) > 1 and notations.is_name(chain.sides[0])


def _last_side(chain: Chain, notations: Notations) -> Row:
    sides, relations = list(chain.sides), list(chain.relations)
    while len(sides) > 1 and notations.is_name(sides[-1]):
        sides.pop()
        relations.pop()
    is_estimate = len(sides) > 1 and relations[-1].text in _ESTIMATES and _is_number(sides[-1])
    if is_estimate and not (len(sides) == 2 and notations.is_name(sides[0])):
        sides.pop()  # that it is positive, say
        relations.pop()
    is_limit = len(sides) > 2 and relations[-1].text == "->" and notations.is_name(sides[0])
    if is_limit and relations[0].text == "=":
        sides.pop()  # what it tends to is said besides
        relations.pop()
    estimates = [one for one in relations if one.text not in _JOINING]
    if estimates and not _is_bound(sides, estimates, notations):
        raise Problem("an inequality gives no value: write what it is equal to",
                      estimates[0].position)  # fmt: skip
    side = sides[-1]
    if not side:
        raise Problem("nothing stands behind the last relation", chain.relations[-1].position)
    return side


def _is_number(side: Row) -> bool:
    return len(side) == 1 and side[0].kind == "number" and side[0].is_bare


def _is_bound(sides: Sequence[Row], estimates: Sequence[Atom], notations: Notations) -> bool:
    r"""``\operatorname{rank}(A)\le r``: the largest that it can be."""
    first = sides[0]
    about_rank = any(atom.kind == "function" and atom.text in ("rank", "max") for atom in first)
    return all(one.text == "<=" for one in estimates) and (about_rank or notations.is_name(first))


# ----------------------------------------------------------------------------- pieces


class _Pieces:
    """Splits a formula where one chain ends and another begins, and leaves remarks out.

    Attributes:
        found: The pieces, with whether a remark that compares has cut them.
    """

    def __init__(self, notations: Notations) -> None:
        self._notations = notations
        self.found: list[tuple[list[Atom], bool]] = []
        self._piece: list[Atom] = []
        self._cut = ""

    def read(self, row: Sequence[Atom]) -> None:
        """Take a formula apart."""
        row = _without_dots(row)
        for place, atom in enumerate(row):
            if atom.kind == "word" and _first_word(atom) in _OR and self._piece:
                raise Problem("two values: which of them is the answer?", atom.position)
            if atom.kind == "column":
                self._begin_column(row[place + 1 :])
            elif atom.kind == "newline" and not _separates(atom, row, place):
                self._cut = ""  # what was said of one row ends with it
            elif _separates(atom, row, place):
                self._end(keeps_remark=self._cut == "words" and not _begins_anew(atom))
            elif self._cut == "words" and _goes_on(row, place):
                self._cut = ""
                self._piece.append(atom)
            elif self._cut or _is_aside(atom):
                continue
            elif atom.kind == "relation" and atom.text == "in" and _is_order(row[place + 1 :]):
                self._piece.append(replace(atom, text="="))
            elif _is_remark(atom):
                self._cut = "relation" if atom.kind == "relation" else "words"
            elif self._is_said(row, place):
                # In front it says what follows; behind, what was said.
                self._cut = "words" if self._piece else ""
            elif atom.kind != "blank":
                self._piece.append(atom)
        self._end(keeps_remark=False)

    def _begin_column(self, rest: Sequence[Atom]) -> None:
        """Another chain begins in a second column, or what is said of the first."""
        end = next((k for k, one in enumerate(rest) if one.kind == "newline"), len(rest))
        if any(one.kind == "relation" and one.text in _JOINING for one in rest[:end]):
            self._end(keeps_remark=False)
        else:
            self._cut = "words"

    def _is_said(self, row: Sequence[Atom], place: int) -> bool:
        """Return whether a word says something of the formula, and is no symbol in it."""
        atom = row[place]
        if atom.kind != "word" or self._notations.has_word(atom.text):
            return False
        if not atom.is_bare or (self._piece and self._piece[-1].kind == "operator"):
            return False
        following = _beside(row[place + 1 :])
        if following is None or following.kind != "operator" or atom.text.rstrip().endswith(":"):
            return True
        return not self._piece and following.text == "-"

    def _end(self, *, keeps_remark: bool) -> None:
        self.found.append((self._piece, self._cut == "relation"))
        self._piece = []
        self._cut = "words" if keeps_remark else ""


def _without_dots(row: Sequence[Atom]) -> list[Atom]:
    """Leave out the lines that say that a chain goes on like this."""
    kept: list[Atom] = []
    line: list[Atom] = []
    for atom in (*row, Atom("newline")):
        if atom.kind != "newline":
            line.append(atom)
            continue
        said = [one for one in line if one.kind not in ("blank", "relation")]
        if not said or not all(one.is_a("letter", "\\dots") for one in said):
            kept += [*line, atom]
        line = []
    return kept[:-1] if kept and kept[-1] not in row else kept


def _beside(row: Iterable[Atom]) -> Atom | None:
    return next((one for one in row if one.kind != "blank"), None)


def _goes_on(row: Sequence[Atom], place: int) -> bool:
    r"""Return whether a chain goes on behind a word, as in ``a + b \text{ by symmetry} = c``."""
    before = _beside(reversed(row[:place]))
    is_joined = row[place].kind == "relation" and row[place].text in _JOINING
    return is_joined and before is not None and before.kind == "word"


def _is_aside(atom: Atom) -> bool:
    """Return whether it is a remark in brackets of its own: it ends where they do."""
    text = atom.text.strip()
    return atom.kind == "word" and text.startswith("(") and text.endswith(")")


def _begins_anew(atom: Atom) -> bool:
    return atom.kind in ("newline", "relation") or (
        atom.kind == "word" and _first_word(atom) in _AND
    )


def _is_order(rest: Sequence[Atom]) -> bool:
    r"""Return whether an order follows, as in ``T(n)\in O(n^2)``."""
    return len(rest) > 1 and rest[0].is_a("letter", "O", "\\Theta") and rest[1].kind == "paren"


def _separates(atom: Atom, row: Sequence[Atom], place: int) -> bool:
    if atom.kind == "newline":
        following = next((one for one in row[place + 1 :] if one.kind != "blank"), None)
        return following is not None and following.kind not in ("relation", "operator")
    if atom.kind == "relation" and atom.text in ("=>", "<=>", "where"):
        return True
    if atom.kind == "word":
        return _first_word(atom) in _AND
    return atom.is_a("mark", ",", ";") or (atom.kind == "blank" and _is_far(row, place))


def _is_far(row: Sequence[Atom], place: int) -> bool:
    """Return whether a blank sets formulas apart: there is a relation on both of its sides."""
    left = any(one.kind == "relation" for one in row[:place])
    right = any(one.kind == "relation" for one in row[place + 1 :])
    following = row[place + 1] if place + 1 < len(row) else None
    is_inside = following is not None and following.kind in ("relation", "operator", "blank")
    return left and right and not is_inside


def _is_remark(atom: Atom) -> bool:
    if atom.kind == "relation":
        return atom.text in _REMARKS
    if atom.kind == "letter" and atom.text in ("\\forall", "\\exists"):
        return True
    if atom.kind == "word":
        return _first_word(atom) in _REMARK_WORDS
    return atom.is_a("mark", ":")


def _first_word(atom: Atom) -> str:
    words = atom.text.lower().strip(" .,:;()").split()
    return words[0].strip(".,:;") if words else ""


def _chain(piece: Sequence[Atom], is_cut: bool) -> Chain | None:
    kept = list(piece)
    while kept and kept[-1].kind in ("mark", "newline", "blank"):
        kept.pop()
    sides: list[list[Atom]] = [[]]
    relations: list[Atom] = []
    for atom in kept:
        if atom.kind == "relation":
            relations.append(atom)
            sides.append([])
        elif atom.kind != "newline":
            sides[-1].append(atom)
    if not any(sides):
        return None
    return Chain(tuple(map(tuple, sides)), tuple(relations), is_cut and not relations)
