"""What a formula means: an operation with its operands, in the words of the grader's trees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

__all__ = ["Term", "flat", "number", "postorder", "substituted", "symbol"]


@dataclass(frozen=True, slots=True)
class Term:
    """An operation as it was written, with its operands in order.

    Attributes:
        operation: Such as ``"mul"``; the grader's word for it.
        name: Of a symbol, a number or a called function, what it is; of a sum, a product or an
            expectation, the symbol that it binds; else empty.
        children: The operands.
    """

    operation: str
    name: str = ""
    children: tuple[Term, ...] = ()


def symbol(name: str) -> Term:
    """Return the term that is a symbol."""
    return Term("symbol", name)


def number(text: str | int) -> Term:
    """Return the term that is an exact number: an integer or a fraction such as ``"3/7"``."""
    return Term("rational", str(text))


def postorder(root: Term) -> Iterator[Term]:
    """Yield every part, operands before what they are operands of; the root is last."""
    stack = [(root, False)]
    while stack:
        term, is_open = stack.pop()
        if is_open or not term.children:
            yield term
        else:
            stack.append((term, True))
            stack.extend((child, False) for child in reversed(term.children))


def flat(root: Term) -> tuple[tuple[str, str, int], ...]:
    """Return a term as a row of its parts: equal terms have equal ones, however deep they are."""
    return tuple((term.operation, term.name, len(term.children)) for term in postorder(root))


def substituted(root: Term, values: Mapping[str, Term]) -> Term:
    """Return the term with others in the place of some of its symbols."""
    done: list[Term] = []
    for term in postorder(root):
        count = len(term.children)
        children = tuple(done[len(done) - count :])
        del done[len(done) - count :]
        if term.operation == "symbol" and term.name in values:
            done.append(values[term.name])
        else:
            done.append(Term(term.operation, term.name, children) if count else term)
    return done[0]
