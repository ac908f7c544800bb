"""Makes the objects of `notation` that a term stands for, as an answer in Python would."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from .proofs import OWN_NAME, Proof, Unread
from .term import Term, postorder

__all__ = ["build", "build_proof"]


def build(root: Term, symbols: Mapping[str, Any]) -> Any:
    """Return what a term stands for.

    Args:
        root: The term.
        symbols: The question's symbols by name, as a function of the student's gets them.

    Raises:
        notation.NotationError: `notation` cannot hold it.
    """
    maker = _Maker(root, symbols)
    done: list[Any] = []
    for term in postorder(root):
        count = len(term.children)
        children = done[len(done) - count :]
        if count:
            del done[-count:]
        done.append(maker.made(term, children))
    return done[0]


def build_proof(proof: Proof, symbols: Mapping[str, Any]) -> Any:
    """Return the derivation that was read; what could not be read keeps its place.

    Args:
        proof: The derivation.
        symbols: As for `build`.
    """
    import notation  # as below

    def made(side: Term | Unread) -> Any:
        if isinstance(side, Unread):
            return _NoExpression(side.reason, side.written)
        try:
            return build(side, symbols)
        except notation.NotationError as error:
            return _NoExpression(str(error), "(formula)")

    derivation = notation.Derivation(made(proof.start))
    others = [build_proof(other, symbols) for other in proof.others]
    for number, step in enumerate(proof.steps, 1):
        expression = made(step.expression)
        # They are no one's in particular: the grader tells what rests on them.
        by = (*step.reasons, *(others if number == len(proof.steps) else ()))
        if step.relation == "->":
            variable = symbols.get(step.variable) or _that_grows(symbols)
            derivation = derivation.tends_to(expression, variable, by=by)
        else:
            derivation = getattr(derivation, _METHODS[step.relation])(expression, by=by)
    return derivation


@dataclass(frozen=True, slots=True)
class _NoExpression:
    """What keeps the place of an expression in a derivation, and says why it is none."""

    _unreadable_: str
    _written: str

    @property
    def is_name(self) -> bool:
        """Whether the name of what is asked for stands there."""
        return self._unreadable_ == OWN_NAME

    def __str__(self) -> str:
        return self._written


_METHODS: Mapping[str, str] = {
    "=": "equals", "<=": "at_most", "<": "less_than", ">=": "at_least", ">": "greater_than",
}  # fmt: skip


def _that_grows(symbols: Mapping[str, Any]) -> Any:
    """Return the symbol that can grow without bound, where a limit does not say which."""
    return next((one for one in symbols.values() if getattr(one, "is_integer", False)), None)


class _Maker:
    def __init__(self, root: Term, symbols: Mapping[str, Any]) -> None:
        import sympy

        import notation  # where it lies is known only in a worker and in the students' folder

        self._notation, self._sympy = notation, sympy
        self._bound = {
            term.name: sympy.Symbol(term.name)
            for term in postorder(root)
            if term.operation in ("sum", "product")
        }
        self._symbols = symbols

    def made(self, term: Term, children: Sequence[Any]) -> Any:
        operation, name = term.operation, term.name
        if operation in ("symbol", "function"):
            return self._symbol(name)
        if operation == "rational":
            return self._sympy.Rational(name)
        if operation == "decimal":
            return self._sympy.Float(name)
        if operation == "constant":
            return {"pi": self._sympy.pi, "oo": self._sympy.oo}[name]
        if operation in _OPERATORS:
            return _OPERATORS[operation](children)
        if operation in ("sum", "product"):
            bind = self._notation.Sum if operation == "sum" else self._notation.Product
            return bind(children[0], (self._bound[name], children[1], children[2]))
        if operation in ("E", "integral"):
            over = () if name == "_" else (self._symbol(name),)
            return getattr(self._notation, operation)(children[0], *over)
        if operation in ("matrix", "piecewise", *_COMPARISONS, "and", "true"):
            return self._of_sympy(term, children)
        return getattr(self._notation, name if operation == "call" else operation)(*children)

    def _symbol(self, name: str) -> Any:
        if name in self._symbols:
            return self._symbols[name]
        return self._bound[name] if name in self._bound else self._notation.dimension(name)

    def _of_sympy(self, term: Term, children: Sequence[Any]) -> Any:
        sympy = self._sympy
        if term.operation == "matrix":
            rows, columns = map(int, term.name.split(","))
            return sympy.ImmutableMatrix(rows, columns, list(children))
        if term.operation == "piecewise":
            pairs = zip(children[::2], children[1::2], strict=True)
            return sympy.Piecewise(*pairs)
        if term.operation == "true":
            return sympy.true
        if term.operation == "and":
            return sympy.And(*children)
        return getattr(sympy, _COMPARISONS[term.operation])(*children)


_COMPARISONS: Mapping[str, str] = {
    "lt": "Lt", "le": "Le", "gt": "Gt", "ge": "Ge", "eq": "Eq", "ne": "Ne",
}  # fmt: skip


def _item(children: Sequence[Any]) -> Any:
    whole, *indices = children
    return whole[tuple(indices) if len(indices) > 1 else indices[0]]


_OPERATORS: Mapping[str, Callable[[Sequence[Any]], Any]] = {
    "add": lambda children: reduce(operator.add, children),
    "mul": lambda children: reduce(operator.mul, children),
    "neg": lambda children: -children[0],
    "div": lambda children: children[0] / children[1],
    "pow": lambda children: children[0] ** children[1],
    "apply": lambda children: children[0](children[1]),
    "item": _item,
}
