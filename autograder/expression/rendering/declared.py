r"""Symbols in LaTeX as a question writes them, such as ``\Delta\theta_{t-1}`` and ``h_{t}^{(f)}``.

In the notation of a sequence a letter in braces is the place of the index: ``h_{5}^{(f)}``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from autograder.expression.rendering.layout import Layout, Slot
from autograder.expression.rendering.names import symbol_name
from autograder.expression.tree import Node

__all__ = ["lay_out_with", "usual_tex", "value_name"]

# Not every letter in braces is one: there is \hat{s}.
_PLACE = re.compile(r"(?<=[_^(\[])\{([A-Za-z])\}")
_SCRIPT = re.compile(r"[_^](?:\{(?:[^{}]|\{[^{}]*\})*\}|\\[A-Za-z]+|.)")
_LETTER = re.compile(r"\\[A-Za-z]+\s*(?:\{?[A-Za-z]\}?)?|[A-Za-z]")

#: What sets something above its operand.
_RAISED = frozenset({"pow", "T", "inv"})


def usual_tex(tex: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return how each symbol is written first."""
    return {name: texts[0] for name, texts in tex.items() if texts}


def value_name(name: str, written: Mapping[str, str]) -> str:
    """Return how a symbol or an item of a sequence is written.

    Args:
        name: Such as ``beta`` or ``h[5]``.
        written: How symbols are, by their names.
    """
    symbol, bracket, index = name.partition("[")
    text = written.get(symbol, symbol_name(symbol))
    if not bracket:
        return text
    return "".join(
        part if isinstance(part, str) else _moved(index.removesuffix("]"), part)
        for part in _with_places(text)
    )


def _moved(index: str, offset: int) -> str:
    return str(int(index) + offset) if index.lstrip("-").isdigit() else f"{index}{_signed(offset)}"


def lay_out_with(
    written: Mapping[str, str], lay_out: Callable[[Node], Layout]
) -> Callable[[Node], Layout]:
    """Return what lays a node out with symbols as they are written, and all else by ``lay_out``."""

    def declared(node: Node) -> Layout:
        children = node.children
        if node.operation in ("symbol", "function") and node.name in written:
            return (written[node.name],)
        if node.operation == "item" and _is_declared(children[0], written):
            return _item(written[children[0].name], children[1:])
        layout = lay_out(node)
        if node.operation in _RAISED and _is_compound(_notation(children[0], written)):
            base, *above = layout
            return (r"\left(", base, r"\right)", *above)
        return layout

    return declared


def _notation(node: Node, written: Mapping[str, str]) -> str:
    """Return how a symbol, or the sequence of an item, is written; else a letter."""
    base = node.children[0] if node.operation == "item" else node
    return written[base.name] if _is_declared(base, written) else "x"


def _is_declared(node: Node, written: Mapping[str, str]) -> bool:
    return node.operation == "symbol" and node.name in written


def _item(text: str, indices: Sequence[Node]) -> Layout:
    if len(indices) == 1:
        layout: list[str | Slot] = []
        for part in _with_places(text):
            layout += (part,) if isinstance(part, str) else (Slot(indices[0], 1), _signed(part))
        return tuple(layout)
    start = _with_places(text)[0] if _PLACE.search(text) is None else f"\\left({text}\\right)_{{"
    entries: list[str | Slot] = [str(start)]
    for count, index in enumerate(indices):
        entries += ("," * (count > 0), Slot(index, 1))
    return (*entries, "}")


def _with_places(text: str) -> list[str | int]:
    """Return a notation in pieces: what is added to the index stands in the places of it."""
    place = _PLACE.search(text)
    if place is None:
        return [rf"\left({text}\right)_{{" if "_" in text else f"{text}_{{", 0, "}"]
    *pieces, last = re.split(rf"(?<=\{{){place[1]}([+-]\d+)?(?=\}})", text)
    found: list[str | int] = []
    for before, offset in zip(pieces[::2], pieces[1::2], strict=True):
        found += (before, int(offset or 0))
    return [*found, last]


def _signed(offset: int) -> str:
    return f"{offset:+d}" if offset else ""


def _is_compound(text: str) -> bool:
    """Return whether a notation is more than a letter with something below and above it."""
    return "^" in text or _LETTER.fullmatch(_SCRIPT.sub("", text)) is None
