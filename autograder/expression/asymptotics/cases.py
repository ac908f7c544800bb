"""Which case of an expression holds where all symbols are large.

Computer algebra writes ``Sum(N**i, (i, 1, T))`` as cases, of which N = 1 is one; where symbols
grow, only one case matters. A condition is decided by the sign of a difference.
"""

from __future__ import annotations

from autograder.expression.asymptotics.orders import Range, UndecidedGrowth, order_of
from autograder.expression.asymptotics.reading import read
from autograder.expression.asymptotics.regime import Regime
from autograder.expression.tree import AVERAGES, COUNTERS, Node, free_symbols, postorder

__all__ = ["without_cases"]

#: Whether a comparison holds, by the sign of the left side minus the right.
_COMPARISONS = {
    "lt": (-1,),
    "le": (-1, 0),
    "gt": (1,),
    "ge": (1, 0),
    "eq": (0,),
    "ne": (-1, 1),
}


def without_cases(root: Node, regime: Regime) -> Node:
    """Return the expression with the case that holds for large symbols in the place of all cases.

    Raises:
        UndecidedGrowth: It is not certain which case holds.
    """
    nodes = list(postorder(root))
    if not any(node.operation == "piecewise" for node in nodes):
        return root
    bound = {node.name for node in nodes if node.operation in COUNTERS | AVERAGES}
    done: dict[int, Node] = {}
    for node in nodes:
        children = tuple(done[id(child)] for child in node.children)
        done[id(node)] = Node(node.operation, node.name, children)
        if node.operation == "piecewise":
            done[id(node)] = _case(children, bound, regime)
    return done[id(root)]


def _case(children: tuple[Node, ...], bound: set[str], regime: Regime) -> Node:
    for value, condition in zip(children[::2], children[1::2], strict=True):
        if free_symbols(condition) & bound:
            raise UndecidedGrowth("cases that depend on the symbol of a sum")
        if _holds(condition, regime):
            return value
    raise UndecidedGrowth("cases of which none holds for large symbols")


def _holds(condition: Node, regime: Regime) -> bool:
    truth: dict[int, bool] = {}
    for node in postorder(condition):
        parts = [truth[id(child)] for child in node.children if id(child) in truth]
        if node.operation in ("true", "false"):
            truth[id(node)] = node.operation == "true"
        elif node.operation in _COMPARISONS:
            truth[id(node)] = _sign(node, regime) in _COMPARISONS[node.operation]
        elif node.operation in ("and", "or"):
            truth[id(node)] = (all if node.operation == "and" else any)(parts)
        elif node.operation == "not":
            truth[id(node)] = not parts[0]
    if id(condition) not in truth:
        raise UndecidedGrowth("cases whose condition is none")
    return truth[id(condition)]


def _sign(comparison: Node, regime: Regime) -> int:
    left, right = comparison.children
    difference = read(Node("add", "", (left, Node("neg", "", (right,)))), regime)
    if difference.is_zero:
        return 0
    if isinstance(difference, Range):
        if difference.lower is None:
            raise UndecidedGrowth("cases whose condition may hold or not")
        return -1 if difference.negative else 1
    return -1 if order_of(difference, regime).negative else 1
