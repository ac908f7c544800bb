r"""Puts the pieces of a derivation together, as its author means them to follow each other.

A chain goes on where the one before it has ended, or from where that began: after ``v = a`` a
display ``v = b`` says that ``a = b``. The line's own name says nothing within a chain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .atoms import LOOSE, Row, same_rows
from .notations import Notations
from .proof_rows import Piece, RowStep
from .tokens import Token

__all__ = ["joined", "past", "unboxed", "with_columns", "without_name"]

_UP, _DOWN = frozenset({"=", "<=", "<"}), frozenset({"=", ">=", ">"})
_GRIDS = ("matrix", "array", "cases", "tabular")


def joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Join each chain to one before it, where it goes on with that."""
    found: list[Piece] = []
    for piece in pieces:
        place = _that_goes_on(found, piece)
        if place is None:
            found.append(piece)
        else:
            longer = _longer(found.pop(place), piece)
            found.append(longer)
    return found


def _that_goes_on(found: Sequence[Piece], piece: Piece) -> int | None:
    """Return the place of the chain that a piece goes on with: the last that it can."""
    if not piece.start:
        return len(found) - 1 if found else None
    for place in reversed(range(len(found))):
        before = found[place]
        if before.steps and _are_same(before.end, piece.start):
            return place
        if before.steps and piece.steps and _are_same(before.start, piece.start):
            relations = {step.relation for step in (*before.steps, piece.steps[0])}
            # After v ≤ a, that v = b says nothing of a.
            is_bound = len({step.relation for step in before.steps} - {"="}) > 0
            if (relations <= _UP or relations <= _DOWN) and not (
                is_bound and piece.steps[0].relation == "="
            ):
                return place
    return None


def _longer(before: Piece, piece: Piece) -> Piece:
    """Go on with a chain; what is only said once more is left out."""
    restates_aim = len(before.steps) == 1 and len(piece.steps) > 1
    if restates_aim and _are_same(before.start, piece.start) and _are_same(before.end, piece.end):
        return piece
    steps = list(piece.steps)
    if steps and _are_same(before.end, steps[0].side):
        steps.pop(0)
    return replace(before, steps=(*before.steps, *steps))


def _are_same(left: Row, right: Row) -> bool:
    return same_rows(left, right, LOOSE)


def without_name(piece: Piece, notations: Notations) -> Piece:
    """Leave out what is assigned to, and the line's name, but where the chain begins with it."""
    start, steps = piece.start, list(piece.steps)
    if steps and piece.is_assigned:
        start = steps.pop(0).side
    while steps and notations.is_name(steps[-1].side):
        steps.pop()
    kept: list[RowStep] = []
    passed: RowStep | None = None
    for step in steps:
        if notations.is_name(step.side):
            passed = passed or step
            continue
        kept.append(step if passed is None else past(passed, step))
        passed = None
    named = notations.is_name(start)
    return replace(piece, start=start, steps=tuple(kept), is_named=named)


def past(passed: RowStep, step: RowStep) -> RowStep:
    """Return a step over a side that is left out."""
    relation = passed.relation if step.relation == "=" else step.relation
    return replace(step, relation=relation, reasons=(*passed.reasons, *step.reasons))


def with_columns(tokens: Sequence[Token]) -> list[Token]:
    r"""Put a blank where a further column of an alignment begins."""
    found: list[Token] = []
    count = grids = 0
    for place, token in enumerate(tokens):
        if token.kind == "command" and token.text in ("begin", "end"):
            name = "".join(one.text for one in tokens[place + 1 : place + 12])
            is_grid = any(grid in name.partition("}")[0] for grid in _GRIDS)
            grids += is_grid * (1 if token.text == "begin" else -1)
        if token.kind == "command" and token.text == "\\":
            count = 0
        if token.kind == "align" and not grids:
            count += 1
            if count % 2 == 0:
                found.append(Token("command", "quad", token.position))
        found.append(token)
    return found


def unboxed(tokens: Sequence[Token]) -> list[Token]:
    r"""Take the frame from what is boxed: a whole chain may be."""
    found: list[Token] = []
    depth = 0
    frames: list[int] = []
    awaits = False
    for token in tokens:
        if token.kind == "command" and token.text == "boxed":
            awaits = True
            continue
        depth += (token.kind == "begin") - (token.kind == "end")
        if awaits and token.kind == "begin":
            frames.append(depth)
        elif token.kind == "end" and frames and frames[-1] == depth + 1:
            frames.pop()
        else:
            found.append(token)
        awaits = awaits and token.kind == "space"
    return found
