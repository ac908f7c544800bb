"""A property that makes an answer right, whatever it looks like.

A feature map that is unbiased in another way than the reference's, for instance:

    Property(
        equations={"m*E(first*second, x)": "exp(q.T*k)"},
        where={"first": {"u": "q", "w[r]": "x"}, "second": {"u": "k", "w[r]": "x"}},
        symbols={"q": "vector[d]", "k": "vector[d]", "x": "gaussian[d]"},
    )
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from autograder.checkers.common.line import Line
from autograder.checkers.common.restated import written_out
from autograder.expression.decide import QUICK_BUDGET, Equality, Unknown, compare
from autograder.expression.derivation.rewriting import apart
from autograder.expression.domain import Domain, DomainError, parse_domain
from autograder.expression.text import parse
from autograder.expression.tokens import ParseError
from autograder.expression.tree import Node, postorder, substitute

from .misstated import Misstated, misstated_root

__all__ = ["Property"]

_ANSWER = "answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """Equations that hold for an answer.

    Args:
        equations: Expressions in text with what they equal. ``answer`` and the names of ``where``
            stand for the answer.
        where: Forms of the answer by their names: what stands for its symbols and for items of
            its sequences, which are named with their index, as in ``w[r]``.
        symbols: The domains of the equations' own symbols, beside those of the question.
    """

    equations: Mapping[str, str]
    where: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    symbols: Mapping[str, str] = field(default_factory=dict)

    def misstated(self, line: Line) -> Iterator[Misstated]:
        """Yield what of this cannot be read."""
        try:
            further = {name: parse_domain(text) for name, text in self.symbols.items()}
        except DomainError as error:
            yield Misstated(next(iter(self.symbols.values())), str(error))
            return
        symbols = {**line.question.symbols, **further}
        exchanged = [
            part for pairs in self.where.values() for pair in pairs.items() for part in pair
        ]
        for text in (*exchanged, *self.equations, *self.equations.values()):
            try:
                root = parse(text, symbols)
            except ParseError as error:
                yield Misstated(text, str(error))
                continue
            yield from misstated_root(text, root, symbols, further=(_ANSWER, *self.where))

    def holds(self, line: Line, submitted: Node) -> bool | Unknown:
        """Decide whether all equations hold for an answer."""
        own = {name: parse_domain(text) for name, text in self.symbols.items()}
        premises = line.premises.with_symbols(own)
        symbols = premises.symbols
        # No sum of the student's may count with a letter of the equations.
        answer = apart(submitted, _ANSWER)
        forms, whole = {_ANSWER: answer}, written_out(answer, line.question)
        for name, exchanged in self.where.items():
            forms[name] = _exchanged(whole, exchanged, symbols)
        for left, right in self.equations.items():
            obtained, expected = (_read(text, forms, symbols) for text in (left, right))
            outcome = compare(expected, obtained, premises, budget=QUICK_BUDGET)
            if isinstance(outcome, Unknown):
                return outcome
            if not isinstance(outcome, Equality):
                return False
        return True


def _read(text: str, forms: Mapping[str, Node], symbols: Mapping[str, Domain]) -> Node:
    return substitute(parse(text, symbols), forms)


def _exchanged(answer: Node, exchanged: Mapping[str, str], symbols: Mapping[str, Domain]) -> Node:
    """Return the answer with others in the place of its symbols and items, all at once."""
    patterns = {_key(parse(text, symbols)): parse(by, symbols) for text, by in exchanged.items()}
    new: dict[int, Node] = {}
    for node in postorder(answer):
        children = tuple(new[id(child)] for child in node.children)
        whole = Node(node.operation, node.name, children)
        new[id(node)] = patterns.get(_key(node), whole)
    return new[id(answer)]


def _key(node: Node) -> tuple[tuple[str, str, int], ...]:
    """Return what tells a symbol, or an item whose index is a symbol, from other expressions."""
    return tuple((part.operation, part.name, len(part.children)) for part in (node, *node.children))
