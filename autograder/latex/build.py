"""Makes the objects of `notation` that a term stands for: a stand-in, to be replaced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .term import Term, postorder

__all__ = ["build"]


def build(root: Term, symbols: Mapping[str, Any]) -> Any:
    """Return what a term stands for, of the symbols of its question."""
    import sympy

    done: list[Any] = []
    for term in postorder(root):
        count = len(term.children)
        children = done[len(done) - count :]
        del done[len(done) - count :]
        if term.operation == "symbol":
            done.append(symbols[term.name])
        elif term.operation == "rational":
            done.append(sympy.Rational(term.name))
        elif term.operation == "pow":
            done.append(children[0] ** children[1])
        else:
            value = children[0]
            for child in children[1:]:
                value = value + child if term.operation == "add" else value * child
            done.append(value)
    return done[0]
