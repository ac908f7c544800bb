"""Recipes put in the place of what they make: symbols, items of sequences, values of derivatives.

Bound symbols get names that nobody else has before anything is replaced, so that no recipe is
caught by a sum of the student's that counts with the same letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from autograder.expression.comparison.edits import renamed
from autograder.expression.tree import Node, postorder, substitute

__all__ = ["Rule", "RuleError", "apart", "composed", "read_rule", "rewritten"]


class RuleError(ValueError):
    """Recipes that make no model: the rubric's own mistake."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What stands for something.

    Attributes:
        operation: What is replaced: a "symbol", an "item" of a sequence, or "apply", the values of
            a function or its derivatives.
        name: The name of the symbol, sequence or function.
        order: Of which derivative.
        variable: The index or argument in the body; empty for a symbol.
        body: What it is replaced by.
    """

    operation: str
    name: str
    order: int
    variable: str
    body: Node

    @property
    def key(self) -> tuple[str, str, int]:
        """What is replaced."""
        return self.operation, self.name, self.order


def read_rule(pattern: Node, body: Node) -> Rule:
    """Read a recipe.

    Args:
        pattern: ``C``, ``step[t]`` or ``D(sigma)(x)``.
        body: What it is made of.

    Raises:
        RuleError: The pattern is none of these.
    """
    key = _key(pattern)
    last = pattern.children[-1] if pattern.children else None
    if key is None or (last is not None and last.operation != "symbol"):
        raise RuleError("a recipe is for a symbol, an item such as h[t], or D(sigma)(x)")
    return Rule(*key, last.name if last is not None else "", body)


def composed(rules: Iterable[Rule], raw: Mapping[str, str]) -> Mapping[tuple[str, str, int], Rule]:
    """Return one rule for each key: a later recipe is made of what the earlier one gives.

    Args:
        rules: The recipes, in the order in which they are declared.
        raw: The names that symbols, sequences and functions have where no recipe applies.
    """
    found: dict[tuple[str, str, int], Rule] = {}
    for number, rule in enumerate(rules):
        owner = f"{number}′"
        earlier = found.get(rule.key)
        if earlier is None:
            own = {rule.name: raw[rule.name]} if rule.name in raw else {}
            body = renamed(apart(rule.body, owner), own)
        else:
            body = _once(apart(rule.body, owner), {earlier.key: earlier})
        found[rule.key] = replace(rule, body=body)
    return found


def rewritten(root: Node, rules: Mapping[tuple[str, str, int], Rule]) -> Node:
    """Return a tree in which nothing is left that a rule replaces.

    Raises:
        RuleError: The rules go round in a circle.
    """
    for _ in range(len(rules) + 1):
        new = _once(root, rules)
        if new is root:
            return root
        root = new
    raise RuleError("facts that define symbols by each other, in a circle")


def _once(root: Node, rules: Mapping[tuple[str, str, int], Rule]) -> Node:
    new: dict[int, Node] = {}
    for node in postorder(root):
        children = tuple(new[id(child)] for child in node.children)
        rule = rules.get(_key(node) or ("", "", 0))
        if rule is not None:
            arguments = {rule.variable: children[-1]} if rule.variable else {}
            new[id(node)] = substitute(rule.body, arguments)
        elif all(new is old for new, old in zip(children, node.children, strict=True)):
            new[id(node)] = node
        else:
            new[id(node)] = Node(node.operation, node.name, children)
    return new[id(root)]


def _key(node: Node) -> tuple[str, str, int] | None:
    if node.operation == "symbol":
        return "symbol", node.name, 0
    if node.operation == "item" and len(node.children) == 2:
        whole = node.children[0]
        return ("item", whole.name, 0) if whole.operation == "symbol" else None
    if node.operation == "apply":
        function, order = node.children[0], 0
        while function.operation == "D":
            function, order = function.children[0], order + 1
        return "apply", function.name, order
    return None


def apart(root: Node, owner: str) -> Node:
    """Return the tree with a name of its own for the symbol of every sum and product.

    Args:
        root: The tree.
        owner: What sets these names apart from those in other trees.
    """
    numbers = count(1)
    new: dict[int, Node] = {}
    for node in postorder(root):
        children: Sequence[Node] = [new[id(child)] for child in node.children]
        name = node.name
        if node.operation in ("sum", "product"):
            name = f"{node.name}′{owner}{next(numbers)}"
            body, first, last = children
            children = (substitute(body, {node.name: Node("symbol", name)}), first, last)
        new[id(node)] = Node(node.operation, name, tuple(children))
    return new[id(root)]
