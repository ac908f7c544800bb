"""Sums over a row of binomial coefficients, in closed form: Σ C(n, k) xᵏ yⁿ⁻ᵏ is (x + y)ⁿ."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.expression.tree import Node, are_identical, free_symbols, postorder

__all__ = ["without_binomial_sums"]

_ONE = Node("rational", "1")


def without_binomial_sums(root: Node) -> Node:
    """Return an expression with closed forms in the place of sums by the binomial theorem.

    They run from 0 or 1 to n or n - 1, and may have a factor k besides.
    """
    if not any(node.operation == "call" and node.name == "binomial" for node in postorder(root)):
        return root
    done: dict[int, Node] = {}
    for node in postorder(root):
        same = Node(node.operation, node.name, tuple(done[id(c)] for c in node.children))
        done[id(node)] = (_closed(same) if node.operation == "sum" else None) or same
    return done[id(root)]


def _closed(total: Node) -> Node | None:
    """Return the closed form of a sum, if it is by the binomial theorem."""
    body, first, last = total.children
    k = Node("symbol", total.name)
    row = next((f.children[0] for f in _factors(body) if _is_coefficient(f, k)), None)
    if row is None or k.name in free_symbols(row):
        return None
    x, y, fixed, weights = [_ONE], [_ONE], [_ONE], 0
    is_found = False
    for factor in _factors(body):
        if k.name not in free_symbols(factor):
            fixed.append(factor)
        elif _is_coefficient(factor, k) and not is_found:
            is_found = are_identical(factor.children[0], row)
        elif are_identical(factor, k):
            weights += 1
        elif factor.operation == "pow" and k.name not in free_symbols(factor.children[0]):
            base, exponent = factor.children
            if are_identical(exponent, k):
                x.append(base)
            elif are_identical(exponent, _difference(row, k)):
                y.append(base)
            else:
                return None
        else:
            return None
    starts_late = are_identical(first, _ONE)
    ends_early = any(are_identical(last, _difference(row, _ONE, way)) for way in (0, 1))
    is_row = (starts_late or are_identical(first, Node("rational", "0"))) and (
        ends_early or are_identical(last, row)
    )
    if not (is_found and is_row and weights <= 1):
        return None
    one, other = (Node("mul", "", tuple(part)) for part in (x, y))
    terms = [_power(Node("add", "", (one, other)), row)]
    if starts_late:
        terms.append(_negative(_power(other, row)))
    if ends_early:
        terms.append(_negative(_power(one, row)))
    if weights:
        # k C(n, k) is n C(n - 1, k - 1).
        lower = _difference(row, _ONE)
        terms = [Node("mul", "", (row, one, _power(Node("add", "", (one, other)), lower)))]
        if ends_early:
            terms.append(_negative(Node("mul", "", (row, _power(one, row)))))
    return Node("mul", "", (*fixed, Node("add", "", tuple(terms))))


def _factors(node: Node) -> Iterator[Node]:
    if node.operation == "mul":
        for child in node.children:
            yield from _factors(child)
    elif node.operation == "div":
        yield from _factors(node.children[0])
        yield Node("div", "", (_ONE, node.children[1]))
    else:
        yield node


def _is_coefficient(factor: Node, k: Node) -> bool:
    is_binomial = factor.operation == "call" and factor.name == "binomial"
    return is_binomial and are_identical(factor.children[1], k)


def _power(base: Node, exponent: Node) -> Node:
    return Node("pow", "", (base, exponent))


def _negative(node: Node) -> Node:
    return Node("neg", "", (node,))


def _difference(left: Node, right: Node, way: int = 0) -> Node:
    """Return left - right as it is read; of a number also as ``left + -1``."""
    subtracted = Node("rational", f"-{right.name}") if way else _negative(right)
    return Node("add", "", (left, subtracted))
