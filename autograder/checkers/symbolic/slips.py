"""The slips with which an answer is nearly right: a sign, a factor 2, a root, a transpose.

They are made in what is right, one at a time, and the answer is compared with each: so partial
credit is as certain as full marks, and the same slip is worth the same on every line.
docs/marks.md says what counts as a slip and what does not.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from autograder.checkers.common.known_answers import KnownAnswer
from autograder.expression.comparison.edits import diagonalised, factors, reordered, replaced
from autograder.expression.decide import QUICK_BUDGET
from autograder.expression.domain import Domain
from autograder.expression.shape import Shape, infer
from autograder.expression.tree import Node, postorder
from autograder.verdict import Verdict, partial

from .answer import SymbolicAnswer

__all__ = ["SLIP", "find_slip", "halved", "mend", "without_diag"]

#: What an answer with one slip earns.
SLIP = Fraction(1, 2)

# There are many slips in parts, and an answer that is dear to compare has seldom one of them.
_LEAN = replace(QUICK_BUDGET, steps=QUICK_BUDGET.steps // 4)
_TWO, _ONE_HALF = Node("rational", "2"), Node("rational", "1/2")
_OF_THE_WHOLE, _MOST_SLIPS, _MOST_REARRANGED, _MOST_NODES, _MOST_VECTORS = 4, 80, 3_000, 200, 3
_MOST_FORMS = 400

# How many of an operation's children are values, where the others count.
_VALUES = {"item": 1, "sum": 1, "product": 1, "pow": 1, "eye": 0, "ones": 0, "zeros": 0}

_NEARLY = "Nearly: "
_ORDER = "order"
_MESSAGES = {
    "sign": f"{_NEARLY}a sign is wrong.",
    "factor 2": f"{_NEARLY}a factor 2 is missing, or too much.",
    "root": f"{_NEARLY}a root or a square is missing, or too much.",
    "transpose": f"{_NEARLY}something is transposed that should not be, or the other way round.",
    _ORDER: f"{_NEARLY}the factors are the right ones, but they stand in another order.",
}

_DIAG = (
    f"{_NEARLY}one of the factors is a vector, where the matrix with that diagonal is meant: "
    "diag(v) * A scales the rows of A by the entries of v, and A * diag(v) its columns."
)

_Edit = tuple[str, Node]


def find_slip(answer: SymbolicAnswer) -> Verdict | None:
    """Return the verdict on an answer that one slip separates from the right one, if that is so.

    A number has no slips: any two are a factor apart. What cannot be decided is no slip.
    """
    if _is_number(answer.expected):
        return None
    whole = [QUICK_BUDGET] * _OF_THE_WHOLE
    budgets = itertools.chain(whole, itertools.repeat(_LEAN, _MOST_SLIPS))
    slips = itertools.islice(_named(_slips(answer)), _OF_THE_WHOLE + _MOST_SLIPS)
    return answer.explained(slips, lambda other: answer.agrees(other, next(budgets)))


def mend(answer: SymbolicAnswer) -> Verdict | None:
    """Return the verdict on an answer whose factors do not fit, but are the right ones.

    One of them is transposed, or they are put in another order, or columns and rows exchanged,
    until the shapes fit; what comes out has to be right, or its transpose.
    """
    if sum(1 for _ in postorder(answer.submitted)) > _MOST_NODES:
        return None
    expected = answer.expected
    shape = infer(expected, answer.line.question.symbols)
    right: dict[Shape | None, Node] = {shape.transposed: _turned(expected), shape: expected}
    others = itertools.islice(_rearranged(answer), _MOST_REARRANGED)
    fitting = (edit for edit in others if answer.shape(edit[1]) in right)
    return answer.explained(
        _named(itertools.islice(fitting, _MOST_SLIPS)),
        lambda other: replace(answer, submitted=other).agrees(right[answer.shape(other)], _LEAN),
    )


def without_diag(answer: SymbolicAnswer, *, text: str = "") -> Verdict | None:
    """Return the verdict on an answer with a vector where its diagonal matrix is meant.

    ``text`` is what is said first of such an answer.
    """
    shape = infer(answer.expected, answer.line.question.symbols)
    message = f"{text}\n{_DIAG}".strip()
    others = itertools.islice(diagonalised(answer.submitted), _MOST_FORMS)
    return answer.explained(
        (KnownAnswer(note="diag", share=SLIP, message=message, answer=other) for other in others),
        lambda other: (
            answer.shape(other) == shape
            and replace(answer, submitted=other).agrees(answer.expected)
        ),
    )


def halved(verdict: Verdict) -> Verdict:
    """Return the verdict on an answer with a minus before what a verdict is about."""
    text = f"{verdict.message}\nIts sign is wrong, too."
    if text.startswith(_NEARLY):
        text = f"Two slips: {text.removeprefix(_NEARLY)}"
    notes = (*verdict.notes, "sign")
    return partial(verdict.share / 2, text, notes=notes, understood=verdict.understood)


def _named(edits: Iterable[_Edit]) -> Iterator[KnownAnswer[Node]]:
    for kind, other in edits:
        yield KnownAnswer(kind, SLIP, _MESSAGES[kind], other)


def _is_number(root: Node) -> bool:
    return not any(node.operation in ("symbol", "function") for node in postorder(root))


def _slips(answer: SymbolicAnswer) -> Iterator[_Edit]:
    """Yield the right answer with one slip after the other, with its kind."""
    root, symbols = answer.expected, answer.line.question.symbols
    yield "transpose", _turned(root)
    yield "sign", _negative(root)
    yield from (("factor 2", Node("mul", "", (factor, root))) for factor in (_TWO, _ONE_HALF))
    nodes = _values(root)
    terms = _terms(nodes)
    for term in terms:
        if _is_square(answer.shape(term)):
            yield "transpose", replaced(root, {id(term): _turned(term)})
    for term in terms:
        yield "sign", replaced(root, {id(term): _negative(term)})
    for term in terms:
        if not _is_number(term):
            for factor in (_TWO, _ONE_HALF):
                product = Node("mul", "", (factor, term))
                yield "factor 2", replaced(root, {id(term): product})
    for node in nodes:
        for other in _without_root(node):
            yield "root", replaced(root, {id(node): other})
    for node in nodes:
        if node.operation == "T" or _is_matrix(node, symbols):
            yield "transpose", replaced(root, {id(node): _turned(node)})


def _values(root: Node) -> list[Node]:
    """Return all nodes but those of indices, limits, powers and sizes: to miscount is no slip."""
    found, waiting = {id(root): root}, [root]
    while waiting:
        node = waiting.pop()
        new = [
            child
            for child in node.children[: _VALUES.get(node.operation)]
            if id(child) not in found
        ]
        found.update((id(child), child) for child in new)
        waiting += new
    return list(found.values())


def _terms(nodes: list[Node]) -> list[Node]:
    """Return the terms of sums and the exponents of exponentials."""
    below = [
        child
        for node in nodes
        if node.operation == "add" or (node.operation == "call" and node.name == "exp")
        for child in node.children
    ]
    return list({id(term): term for term in below}.values())


def _without_root(node: Node) -> Iterator[Node]:
    """Yield what stands in the place of a root or a square from which it was forgotten."""
    if node.operation == "call" and node.name == "sqrt":
        yield node.children[0]
    if node.operation == "pow" and node.children[1].operation == "rational":
        base, exponent = node.children[0], node.children[1].fraction()
        if abs(exponent) in (2, Fraction(1, 2)):
            sign = Node("rational", "1" if exponent > 0 else "-1")
            yield Node("pow", "", (base, sign))


def _is_square(shape: Shape | None) -> bool:
    return shape is not None and shape.is_square and not shape.is_scalar


def _is_matrix(node: Node, symbols: Mapping[str, Domain]) -> bool:
    shape = symbols[node.name].shape if node.name in symbols else None
    return node.operation == "symbol" and shape is not None and not shape.is_vector


def _negative(root: Node) -> Node:
    return Node("neg", "", (root,))


def _turned(node: Node) -> Node:
    """Return the transpose, without a second one."""
    return node.children[0] if node.operation == "T" else Node("T", "", (node,))


def _rearranged(answer: SymbolicAnswer) -> Iterator[_Edit]:
    """Yield an answer with the factors of a product turned or in another order."""
    root = answer.submitted
    yield from ((_ORDER, other) for other in reordered(root))
    parts = {id(factor): factor for factor in factors(root)}
    shapes = {key: answer.shape(factor) for key, factor in parts.items()}
    wide = [parts[key] for key, shape in shapes.items() if shape and not shape.is_scalar]
    for factor in wide:
        yield "transpose", replaced(root, {id(factor): _turned(factor)})
    vectors = [factor for factor in wide if _is_vector(shapes[id(factor)])][:_MOST_VECTORS]
    for count in range(1, len(vectors) + 1):
        for chosen in itertools.combinations(vectors, count):
            turned = replaced(root, {id(factor): _turned(factor) for factor in chosen})
            yield _ORDER, turned
            yield from ((_ORDER, other) for other in reordered(turned))


def _is_vector(shape: Shape | None) -> bool:
    return shape is not None and shape.is_vector
