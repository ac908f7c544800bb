"""Truth values, in words or as a sign, alone or with the numbers of statements."""

from __future__ import annotations

from .pieces import Piece, Pieces, inside
from .tokens import Problem

__all__ = ["begins_with_truth", "numbered_truths", "truth_of"]

_TRUE = frozenset({"true", "yes", "top", "checkmark", "surd", "cmark", "wahr", "ja"})
_FALSE = frozenset({"false", "no", "bot", "xmark", "times", "falsch", "nein"})
#: What counts only where the answer begins with it, or says nothing else.
_SHORT = frozenset({"yes", "no", "ja", "nein", "surd", "times"})
_MOST_DIGITS = 4
_NOT = frozenset({"not", "isn't", "never", "nicht", "kein", "neither"})


def truth_of(pieces: Pieces) -> bool | None:
    """Return whether an answer says that something is true; None if it is about something else.

    What is boxed counts, else its first word, else the only such word that it has.

    Raises:
        Problem: It says both, or says it by a negation.
    """
    for box in reversed(inside(pieces, "boxed")):
        pieces = box
    said = [piece for piece in pieces if piece.kind in ("text", "command")]
    if not said or _is_list(pieces):
        return None
    first = next((one for one in pieces if one.kind not in ("open", "close", "row")), said[0])
    if _truth(first) is not None:
        return _truth(first)
    if _has_data(pieces):
        return None
    for place, piece in enumerate(said):
        if _truth(piece) is None or piece.text.lower() in _SHORT:
            continue
        if place and said[place - 1].text.lower() in _NOT:
            raise Problem("is this true or false? Begin with one of these words", piece.position)
    found = {_truth(piece) for piece in said if piece.text.lower() not in _SHORT} - {None}
    if len(found) > 1:
        raise Problem("this says true and false: begin with the one that is meant",
                      said[0].position)  # fmt: skip
    return found.pop() if found else None


def _truth(piece: Piece) -> bool | None:
    word = piece.text.lower()
    return True if word in _TRUE else (False if word in _FALSE else None)


def _is_list(pieces: Pieces) -> bool:
    """Return whether several truth values follow each other, with no words between."""
    said = [one for one in pieces if one.kind not in ("open", "close", "begin", "end")]
    alone = [
        place
        for place, piece in enumerate(said)
        if piece.kind in ("text", "command")
        and _truth(piece) is not None
        and (not place or said[place - 1].kind != "text")
    ]
    return len(alone) > 1


def _has_data(pieces: Pieces) -> bool:
    """Return whether something is there that no mere truth value has, formulas in a line aside."""
    is_inline = False
    for piece in pieces:
        if piece.kind in ("open", "close"):
            if piece.text in ("table", "list", "display"):
                return True
            is_inline = piece.kind == "open" if piece.text == "inline" else is_inline
        elif piece.kind == "char" and not is_inline and piece.text.isdigit():
            return True
    return False


def begins_with_truth(pieces: Pieces) -> bool | None:
    """Return the truth value that a part begins with, if it is the only one that it has."""
    said = [_truth(piece) for piece in pieces if piece.kind == "text" or piece.kind == "command"]
    known = [truth for truth in said if truth is not None]
    starts = bool(pieces) and pieces[0].text.lower() not in _SHORT and _truth(pieces[0]) is not None
    is_all = len(pieces) == 1 and bool(known)
    return known[0] if len(known) == 1 and (starts or is_all) else None


def numbered_truths(pieces: Pieces) -> dict[int, bool] | None:
    """Return the truth values of ``1: True, 2: False`` or ``(1) true (2) false``.

    None where it is anything else, or has truth values without a number.
    """
    found: dict[int, bool] = {}
    count, digits = 0, ""
    for piece in pieces:
        if piece.kind == "char" and piece.text.isdigit():
            digits = digits + piece.text if len(digits) < _MOST_DIGITS else digits
        elif piece.kind in ("text", "command") and _truth(piece) is not None:
            count += 1
            if digits:
                found[int(digits)] = _truth(piece) is True
            digits = ""
        elif piece.kind not in ("open", "close", "row", "begin", "end") and (
            piece.text not in (".", ":", ")", "(", "-", "=", "to")
        ):
            digits = ""
    return found if len(found) == count and count > 1 else None
