"""Reads a derivation: rows of expressions that relations join, with the reasons that stand by them.

A reason is what is said in words in a row, or over its relation. What stands between displays is
prose. A side that cannot be read keeps its place: it spoils the steps beside it, and no others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from .atoms import Row, row_text
from .dotted import DOTS
from .formulas import Formula
from .mathematics import MOST_READINGS, Attempt, attempt
from .mathlist import atoms_of
from .notations import Notations
from .policy import Policy, all_choices
from .proof_chains import joined, past, unboxed, with_columns, without_name
from .proof_rows import Piece, RowStep, pieces_of
from .setting import Reading, Setting, Understood
from .term import Term, flat
from .tokens import Problem

__all__ = ["OWN_NAME", "Proof", "Step", "Unread", "read_proof"]

#: Why the start of a derivation is no expression: it is the name of what the line is about, and so
#: stands for where the line says that it begins.
OWN_NAME = "it begins with the name of what is asked for"


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
    """A derivation.

    Attributes:
        start: Where it begins.
        steps: Its steps, in order.
        written: Its start as it is written.
        others: The other chains of the answer: what a step may rest on; or else, what is meant.
    """

    start: Term | Unread
    steps: tuple[Step, ...] = ()
    written: str = ""
    others: tuple[Proof, ...] = ()


def read_proof(formulas: Sequence[Formula], setting: Setting, notations: Notations) -> Understood:
    """Read the derivation that the formulas of an answer are.

    Raises:
        Problem: There is none, or it can be read in too many ways.
    """
    shown = [one for one in formulas if one.kind == "display" and one.tokens]
    shown = shown or [one for one in formulas if one.kind in ("inline", "bare") and one.tokens]
    pieces: list[Piece] = []
    has_equivalence = False
    for formula in shown:
        atoms = atoms_of(with_columns(unboxed(formula.tokens)))
        has_equivalence |= any(atom.is_a("relation", "<=>") for atom in atoms)
        found = pieces_of(atoms, notations)
        if _states_aim(formula) and shown[-1] is not formula:
            found = [piece for piece in found if len(piece.steps) != 1]
        pieces = joined([*pieces, *found])
    chains = [piece for piece in pieces if without_name(piece, notations).steps]
    if not chains:
        position = shown[0].tokens[0].position if shown else 0
        raise Problem(
            "there is no chain of steps here, as in a = b = c; "
            "a statement after the other, or a ⇔ between them, is none",
            position,
        )
    longest = max(reversed(chains), key=lambda piece: len(piece.steps))
    understood = _readings(without_name(longest, notations), setting, notations)
    others = [piece for piece in chains if piece is not longest]
    if not others:
        return understood
    lemmas = tuple(
        _readings(without_name(piece, notations), setting, notations).readings[0].value
        for piece in others
        if len(piece.steps) > 1
    )[:_MOST_OTHERS]
    remark = f"of {len(chains)} chains the longest is read as the derivation"
    if lemmas:
        remark = f"there are {len(chains)} chains: one may rest on another"
    if has_equivalence:
        remark = f"{remark}; ⇔ joins statements: write one chain a = b = c from end to end"
    readings = tuple(
        replace(one, value=replace(one.value, others=lemmas)) for one in understood.readings
    )
    return Understood(readings, (*understood.remarks, remark))


def _states_aim(formula: Formula) -> bool:
    """Return whether what stands before a formula says that it is still to be shown."""
    return bool(_AIMS.search("".join(token.text or " " for token in formula.prose[-_NEAR:])))


_AIMS = re.compile(
    r"\b(to show|show that|to prove|prove that|claim|want|need|have to|wts|goal|zu zeigen)\b",
    re.IGNORECASE,
)
_NEAR = 80
_MOST_OTHERS = 4
_TWO = 2


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
    found = [_whole(rows, setting, notations, {}, is_named=piece.is_named)]
    if _begins_with_another_name(piece, found[0].sides):
        remark = f"{row_text(rows[0])} is taken as a name of what follows it"
        rest = Piece(piece.steps[0].side, piece.steps[1:])
        understood = _readings(rest, setting, notations)
        return replace(understood, remarks=(*understood.remarks, remark))
    places = set(found[0].met)
    for choices in all_choices(places):
        if any(choices.values()):
            found.append(_whole(rows, setting, notations, choices, is_named=piece.is_named))
    passed = _with_dots(found[0].sides)
    if passed:
        remark = "a side whose dots could stand for several things is passed over"
        understood = _readings(_without(piece, passed), setting, notations)
        return replace(understood, remarks=(*understood.remarks, remark))
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


def _with_dots(sides: Sequence[Attempt | Unread]) -> set[int]:
    """Return the places of the sides within a chain of which dots leave something open."""
    inner = list(enumerate(sides))[1:-1]
    return {n for n, one in inner if isinstance(one, Unread) and one.reason.startswith(DOTS)}


def _without(piece: Piece, places: Collection[int]) -> Piece:
    """Leave out sides within a chain; the steps that pass them have to hold as they are."""
    steps: list[RowStep] = []
    passed: RowStep | None = None
    for place, step in enumerate(piece.steps, 1):
        whole = step if passed is None else past(passed, step)
        if place in places:
            passed = whole
        else:
            steps.append(whole)
            passed = None
    return replace(piece, steps=tuple(steps))


def _begins_with_another_name(piece: Piece, sides: Sequence[Attempt | Unread]) -> bool:
    r"""Return whether a chain says at first what its author calls it, as in ``\\theta' = …``."""
    if piece.is_named or len(piece.steps) < _TWO or piece.steps[0].relation != "=":
        return False
    is_primed = len(piece.start) == 1 and bool(piece.start[0].primes)
    return (isinstance(sides[0], Unread) or is_primed) and not isinstance(sides[1], Unread)


def _whole(
    rows: Sequence[Row],
    setting: Setting,
    notations: Notations,
    choices: dict[str, int],
    *,
    is_named: bool,
) -> _Whole:
    whole = _Whole()
    if is_named:
        whole.sides.append(Unread(row_text(rows[0], 400), OWN_NAME))
        rows = rows[1:]
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
