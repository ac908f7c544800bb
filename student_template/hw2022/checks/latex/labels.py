r"""What stands in front of a part of an answer that is data: ``\mu_1 =``, ``Step 2:``, ``p(0) =``.

Names are read without what people write differently: ``h_0`` is ``h0``, ``W^{(f)}`` is ``Wf``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from .pieces import Piece, Pieces, split
from .tokens import Problem

__all__ = ["Label", "assembled", "label_of", "name_of", "text_of"]

_BLANK_INDICES = frozenset({"cdot", "emptyset", "varnothing", "langle", "rangle", "mid", "ast"})
_MOST_NAME = 200


@dataclass(frozen=True, slots=True)
class Label:
    r"""What a part of an answer is called.

    Attributes:
        name: Without its numbers, ``"mu"``; of words, the words.
        indices: The integers in it, ``(1, 2)`` of ``\mu_{1,2}``.
        arguments: The integers in the brackets behind it; None where it has no brackets.
        is_words: Whether it is written in words.
    """

    name: str
    indices: tuple[int, ...] = ()
    arguments: tuple[int, ...] | None = None
    is_words: bool = False

    @property
    def whole(self) -> str:
        """The name with its numbers: ``"h0"``."""
        return self.name + "".join(map(str, self.indices))


def text_of(pieces: Pieces) -> str:
    """Return the words of an answer, signs left out."""
    return " ".join(piece.text for piece in pieces if piece.kind == "text")


def name_of(pieces: Pieces) -> str:
    r"""Return a symbol's name: ``"hf1"`` for ``h_1^{(f)}``, which is read as ``h^{(f)}_1`` is.

    Raises:
        Problem: It is no symbol.
    """
    base, above, below = "", "", ""
    rest = list(pieces)
    while rest and rest[-1].kind == "row":
        rest.pop()
    if not rest or len(rest) > _MOST_NAME:
        raise Problem("a name is expected here", rest[0].position if rest else 0)
    place = 0
    while place < len(rest):
        piece = rest[place]
        if piece.kind in ("sup", "sub"):
            text, place = _script(rest, place + 1)
            above, below = (above + text, below) if piece.kind == "sup" else (above, below + text)
            continue
        if not _is_named(piece) and piece.kind not in ("begin", "end"):
            raise Problem("this is no number, no name and no list", piece.position)
        base += "" if piece.kind in ("begin", "end") else piece.text
        place += 1
    return base + above + below


def _is_named(piece: Piece) -> bool:
    if piece.kind == "char":
        return piece.text.isalnum() or piece.text == "'"
    return piece.kind == "text" or (piece.kind == "command" and piece.text.isalpha())


def _script(pieces: Pieces, place: int) -> tuple[str, int]:
    group, after = _group(pieces, place)
    kept = [piece.text for piece in group if _is_named(piece) or piece.text == "-"]
    return "".join(kept), after


def _group(pieces: Pieces, place: int) -> tuple[Pieces, int]:
    """Return what a script consists of, and the place behind it."""
    if place >= len(pieces):
        return [], place
    if pieces[place].kind != "begin":
        return pieces[place : place + 1], place + 1
    depth = 0
    for end in range(place, len(pieces)):
        depth += (pieces[end].kind == "begin") - (pieces[end].kind == "end")
        if not depth:
            return pieces[place + 1 : end], end + 1
    return pieces[place + 1 :], len(pieces)


def label_of(pieces: Pieces) -> Label:
    """Return what a part is called, from what stands before its relation or colon."""
    name: list[str] = []
    words: list[str] = []
    indices: list[int] = []
    arguments: tuple[int, ...] | None = None
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        if piece.kind in ("sup", "sub"):
            group, place = _group(pieces, place + 1)
            is_index = piece.kind == "sub" or any(one.text == "(" for one in group)
            if is_index:
                indices += _integers(group)
            name += [one.text for one in group if _is_named(one) and not one.text.isdigit()]
        elif piece.kind == "char" and piece.text == "(":
            end = next((k for k in range(place, len(pieces)) if pieces[k].text == ")"), len(pieces))
            arguments = tuple(_integers(_behind_bar(pieces[place + 1 : end])))
            place = end + 1
        elif piece.kind == "char" and piece.text.isdigit():
            end = place
            while end < len(pieces) and pieces[end].kind == "char" and pieces[end].text.isdigit():
                end += 1
            indices += _integers(pieces[place:end])
            place = end
        else:
            if piece.kind == "text":
                words.append(piece.text)
            elif _is_named(piece):
                name.append(piece.text)
            place += 1
    # A symbol's name counts, with or without words before it.
    return Label("".join(name) or " ".join(words), tuple(indices), arguments, not name)


def _behind_bar(pieces: Pieces) -> Pieces:
    """Return what a probability is conditioned on; where nothing is, all of it."""
    for place, piece in enumerate(pieces):
        if piece.text == "mid" or (piece.kind == "char" and piece.text == "|"):
            return pieces[place + 1 :]
    return pieces


def _integers(pieces: Pieces) -> list[int]:
    found: list[int] = []
    for part in split(pieces, lambda piece: not (piece.kind == "char" and piece.text.isdigit())):
        digits = "".join(piece.text for piece in part if piece.text.isdigit())
        if 0 < len(digits) <= 9:
            found.append(int(digits))
    return found


# -------------------------------------------------------------------------------- assembling


def assembled(parts: Sequence[tuple[Label, Any]]) -> Any:
    """Return labelled values as one: by index as lists, by name as a dict.

    Args:
        parts: Labels with values, as they are written; of equal labels the last counts.
    """
    labels = [label for label, _ in parts]
    values = [value for _, value in parts]
    if len(parts) == 1 and labels[0].arguments is None:
        return _of_one(labels[0], values[0])
    if any(label.arguments is not None and not label.is_words for label in labels):
        return _with_arguments(parts)
    indices = [label.indices for label in labels]
    kinds = {(len(one.indices), "" if one.is_words else one.name) for one in labels}
    if all(indices) and len(kinds) == 1:
        return _by_index(dict(zip(indices, values, strict=True)))
    are_names = all(" " not in label.name for label in labels)
    if are_names and any(isinstance(value, list) for value in values):
        return {label.whole: value for label, value in parts}
    if all(label.is_words for label in labels):
        if any(isinstance(value, str) for value in values):
            return values
        return [[label.name, value] for label, value in parts]
    if len({label.name[:1] for label in labels}) == 1:
        return values
    return {label.whole: value for label, value in parts}


def _of_one(label: Label, value: Any) -> Any:
    if isinstance(value, bool) and len(label.indices) == 1:
        return {label.indices[0]: value}
    is_number = isinstance(value, (int, float, Fraction)) and not isinstance(value, bool)
    is_score = label.is_words and not label.indices and is_number
    return [label.name, value] if is_score else value


def _with_arguments(parts: Sequence[tuple[Label, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for label, value in parts:
        if label.arguments is None:
            found[label.whole] = value
        else:
            found.setdefault(label.whole, {})[label.arguments] = value
    return found


def _by_index(values: dict[tuple[int, ...], Any]) -> Any:
    keys = sorted(_pairs(values))
    found = {key: values[old] for key, old in keys}
    if all(isinstance(value, bool) for value in found.values()):
        return {key[0] if len(key) == 1 else key: value for key, value in found.items()}
    ordered = [found[key] for key, _ in keys]
    rows = _rows([key for key, _ in keys])
    if rows is None:
        return ordered
    made = iter(ordered)
    return [[next(made) for _ in range(rows[1])] for _ in range(rows[0])]


def _pairs(values: dict[tuple[int, ...], Any]) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Yield keys as they are meant: where all are of two digits from 11 on, pairs of digits."""
    numbers = [key[0] for key in values if len(key) == 1]
    are_pairs = len(numbers) == len(values) and all(10 < one < 100 for one in numbers)
    is_run = sorted(numbers) == list(range(min(numbers, default=0), max(numbers, default=-1) + 1))
    for key in values:
        pair = divmod(key[0], 10) if are_pairs and not is_run else key
        yield tuple(pair), key


def _rows(keys: Sequence[tuple[int, ...]]) -> tuple[int, int] | None:
    """Return the sides of the table that pairs of indices fill, if they fill one."""
    if not keys or len(keys[0]) != 2:
        return None
    firsts = sorted({key[0] for key in keys})
    seconds = sorted({key[1] for key in keys})
    steps = [b - a for side in (firsts, seconds) for a, b in pairwise(side)]
    is_full = len(keys) == len(firsts) * len(seconds)
    return (len(firsts), len(seconds)) if is_full and set(steps) <= {1} else None
