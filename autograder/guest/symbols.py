"""Makes the arguments of a symbolic question from their declaration.

A declaration is a name and a domain in text, such as ``sequence[vector[d]]``; the object is the
one that `notation` gives a student for it.
"""

from __future__ import annotations

from typing import Any

import sympy

import notation

__all__ = ["make"]

_PLAIN = {
    "real": notation.real,
    "positive": notation.positive,
    "nonnegative": notation.nonnegative,
    "unit": notation.unit,
    "probability": notation.probability,
    "natural": notation.natural,
    "integer": notation.integer,
    "size": notation.size,
    "function": notation.function,
    "positive_function": notation.positive_function,
    "gaussian": notation.gaussian,
}
_SIZED = {
    "vector": notation.vector,
    "matrix": notation.matrix,
    "symmetric": notation.symmetric,
    "posdef": notation.posdef,
    "gaussian": notation.gaussian_vector,
    "index": notation.index,
    "integers": notation.integers,
    "distribution": notation.distribution,
    "one_hot": notation.one_hot,
    "permutation": notation.permutation,
    "orthogonal": notation.orthogonal,
}


def make(name: str, domain: str) -> Any:
    """Return the argument called ``name`` of a domain such as ``matrix[n,h*d]``."""
    return _domain(domain).symbol(name)


def _domain(text: str) -> Any:
    if text in _PLAIN:
        return _PLAIN[text]
    kind, _, inside = text.removesuffix("]").partition("[")
    if kind == "sequence":
        return notation.sequence(_domain(inside))
    return _SIZED[kind](*(_dimension(part) for part in inside.split(",")))


def _dimension(text: str) -> Any:
    """Read a sum of products of names and integers, such as ``2*d-1``."""
    total = sympy.Integer(0)
    for term in text.replace("-", "+-1*").split("+"):
        total += sympy.Mul(*(_factor(factor) for factor in term.split("*") if factor))
    return total


def _factor(text: str) -> Any:
    return int(text) if text.lstrip("-").isdigit() else notation.dimension(text)
