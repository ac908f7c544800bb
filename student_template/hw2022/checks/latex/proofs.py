"""Reads a derivation: rows of expressions that relations join, with the reasons that stand by them.

A reason is what is said in words in a row, or over its relation. What stands between displays is
prose. A side that cannot be read keeps its place: it spoils the steps beside it, and no others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .atoms import LOOSE, Row, row_text, same_rows
from .formulas import Formula
from .mathematics import MOST_READINGS, Attempt, attempt
from .mathlist import atoms_of
from .notations import Notations
from .policy import Policy, all_choices
from .proof_rows import Piece, pieces_of
from .setting import Reading, Setting, Understood
from .term import Term, flat
from .tokens import Problem

__all__ = ["Proof", "Step", "Unread", "read_proof"]


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands where an expression belongs, and why it cannot be read."""

    written: str
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a derivation.

    Attributes:
        relation: How what stands before it stands to this: ``=``, ``<=``, ``<``, ``>=``, ``>`` or
            ``->``.
        expression: Where it arrives.
        reasons: What is said to justify it, in the author's words.
        variable: Of a limit, the symbol that grows.
        written: The side as it is written.
    """

    relation: str
    expression: Term | Unread
    reasons: tuple[str, ...] = ()
    variable: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """A derivation: where it begins, and its steps in order."""

    start: Term | Unread
    steps: tuple[Step, ...] = ()
    written: str = ""


def read_proof(formulas: Sequence[Formula], setting: Setting, notations: Notations) -> Understood:
    """Read the derivation that the formulas of an answer are.

    Raises:
        Problem: There is none, or it can be read in too many ways.
    """
    shown = [one for one in formulas if one.kind == "display" and one.tokens]
    shown = shown or [one for one in formulas if one.kind in ("inline", "bare") and one.tokens]
    pieces: list[Piece] = []
    for formula in shown:
        pieces = _joined([*pieces, *pieces_of(atoms_of(formula.tokens), notations)])
    chains = [piece for piece in pieces if piece.steps]
    if not chains:
        position = shown[0].tokens[0].position if shown else 0
        raise Problem("there is no chain of steps here, as in a = b = c", position)
    longest = max(chains, key=lambda piece: len(piece.steps))
    understood = _readings(_without_name(longest, notations), setting, notations)
    if len(chains) == 1:
        return understood
    remark = f"of {len(chains)} chains the longest is read as the derivation"
    return replace(understood, remarks=(*understood.remarks, remark))


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Join a chain to the one before it, where it begins with what that has ended with."""
    found: list[Piece] = []
    for piece in pieces:
        before = found[-1] if found else None
        if (before is not None and not piece.start) or (
            before is not None and same_rows(before.end, piece.start, LOOSE)
        ):
            found[-1] = replace(before, steps=(*before.steps, *piece.steps))
        else:
            found.append(piece)
    return found


def _without_name(piece: Piece, notations: Notations) -> Piece:
    first = piece.steps[0]
    is_name = notations.is_name(piece.start) and first.relation == "="
    if is_name and len(piece.steps) > 1:
        return Piece(first.side, piece.steps[1:])
    return piece


# ------------------------------------------------------------------------------- readings


@dataclass(slots=True)
class _Whole:
    """The sides of a chain under one choice for each place that can be read in several ways."""

    sides: list[Attempt | Unread] = field(default_factory=list)
    met: set[str] = field(default_factory=set)

    @property
    def misfits(self) -> int:
        """How many sides have shapes that do not fit."""
        return sum(isinstance(one, Unread) or bool(one.misfit) for one in self.sides)

    @property
    def key(self) -> object:
        """What tells readings apart."""
        return tuple(one if isinstance(one, Unread) else flat(one.term) for one in self.sides)

    @property
    def terms(self) -> tuple[Term | Unread, ...]:
        """What the sides say."""
        return tuple(one if isinstance(one, Unread) else one.term for one in self.sides)


def _readings(piece: Piece, setting: Setting, notations: Notations) -> Understood:
    rows = [piece.start, *(step.side for step in piece.steps)]
    found = [_whole(rows, setting, notations, {})]
    places = set(found[0].met)
    for choices in all_choices(places):
        if any(choices.values()):
            found.append(_whole(rows, setting, notations, choices))
    fewest = min(one.misfits for one in found)
    distinct: dict[object, _Whole] = {}
    for one in found:
        if one.misfits == fewest:
            distinct.setdefault(one.key, one)
    kept = list(distinct.values())[:MOST_READINGS]
    remarks = dict.fromkeys(
        remark for side in kept[0].sides if isinstance(side, Attempt) for remark in side.remarks
    )
    readings = tuple(
        Reading(_proof(piece, one), "" if len(kept) == 1 else _said(one)) for one in kept
    )
    return Understood(readings, tuple(remarks))


def _whole(
    rows: Sequence[Row], setting: Setting, notations: Notations, choices: dict[str, int]
) -> _Whole:
    whole = _Whole()
    for row in rows:
        policy = Policy(choices)
        try:
            whole.sides.append(attempt(row, setting, notations, policy))
        except Problem as problem:
            whole.sides.append(Unread(row_text(row, 400), problem.message))
        whole.met |= policy.met
    return whole


def _said(whole: _Whole) -> str:
    said = (side.policy.described() for side in whole.sides if isinstance(side, Attempt))
    return "; ".join(dict.fromkeys(text for text in said if text))


def _proof(piece: Piece, whole: _Whole) -> Proof:
    start, *others = whole.terms
    steps = tuple(
        Step(step.relation, term, step.reasons, _variable(step.above), row_text(step.side, 400))
        for step, term in zip(piece.steps, others, strict=True)
    )
    return Proof(start, steps, row_text(piece.start, 400))


def _variable(above: Row) -> str:
    r"""Return the letter that grows, as it is written over an arrow: ``T\to\infty``."""
    letters = [atom for atom in above if atom.kind == "letter" and atom.text != "\\infty"]
    return letters[0].text if letters else ""
