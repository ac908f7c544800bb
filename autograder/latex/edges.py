r"""The edges of a graph, as they are drawn in a line: ``a \xrightarrow{W} b``."""

from __future__ import annotations

from collections.abc import Iterator

from .labels import name_of
from .parts import stripped
from .pieces import Piece, Pieces, spans, split

__all__ = ["edges_of"]

_ARROWS = frozenset({"to", "rightarrow", "longrightarrow", "xrightarrow", "overset", "stackrel"})


def edges_of(pieces: Pieces) -> Iterator[list[str]]:
    r"""Yield the edges of ``a \xrightarrow{W} b``."""
    ends = split(pieces, _is_arrow)
    if len(ends) < 2:
        return
    names: list[str] = []
    labels: list[str] = []
    for place, end in enumerate(ends):
        label, node = _weight(stripped(end)) if place else ([], stripped(end))
        labels.append(name_of(label) if label else "")
        names.append(name_of(stripped(node)))
    yield from map(list, zip(names[:-1], names[1:], labels[1:], strict=True))


def _is_arrow(piece: Piece) -> bool:
    return piece.kind == "command" and piece.text in _ARROWS


def _weight(end: Pieces) -> tuple[Pieces, Pieces]:
    r"""Return what an edge is labelled with and where it ends, from what follows the arrow."""
    if end and end[0].kind == "begin":  # \xrightarrow{W} h, \overset{W}{\to} h
        stop = next(spans(end))[1]
        rest = end[stop + 1 :]
        if len(rest) > 2 and rest[0].kind == "begin" and _is_arrow(rest[1]):
            rest = rest[3:]
        return end[1:stop], rest
    node, *label = split(end, lambda one: one.kind == "char" and one.text in (":", ","))
    if label:
        return stripped(label[0]), node
    for start, stop in spans(end):
        if stop == len(end) - 1 and end[start].text == "(" and start:
            return end[start + 1 : stop], end[:start]
    return [], end
