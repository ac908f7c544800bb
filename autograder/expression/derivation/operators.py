"""What stands in the place of opaque operators: trees that the comparison can evaluate.

The stand-ins are as arbitrary as what is known of the operator allows. What holds for all of them
follows from what is known.

An average sees its argument's values at three atoms. Where it is linear it is their weighted sum;
where nothing is known, a function F of another combination of them comes on top, which vanishes
at X₂ = s(X₁) for an arbitrary function s. So "E[g_i] = μ for every i" has models in which E is not
linear: g_i takes the values X, s(X), and one that makes the weighted sum μ.

A norm of which nothing is known is the largest entry, or a random multiple of the entries off the
diagonal where that is larger. (The largest entry alone satisfies ‖W D‖ ≤ ‖W‖ ‖D‖ for every diagonal
D.) One that is known to be submultiplicative is the spectral norm or the larger of those that the
sums of absolute values in columns and rows induce. All of them are the same for the transpose, as
nobody cites who knows the norm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autograder.expression.budget import OverBudget
from autograder.expression.comparison.edits import renamed
from autograder.expression.derivation.facts import Meaning, Weighted
from autograder.expression.domain import Dimension, Domain, Shape
from autograder.expression.shape import infer_all
from autograder.expression.text import parse
from autograder.expression.tree import AVERAGES, Node, postorder, substitute

__all__ = ["AVERAGE_NAMES", "Operators", "atom_name", "positive_weights"]

_ATOMS = (1, 2, 3)
_MAX_NESTING = 3
_FUNCTION = Domain("function")
_POSITIVE = Domain("positive")

#: The names of the expectation's weights and functions.
AVERAGE_NAMES = {
    "w1": "E′weight1",
    "w2": "E′weight2",
    "w3": "E′weight3",
    "s": "E′s",
    "F": "E′F",
}

_EXPECTATION = "w1*X1 + w2*X2 + (1 - w1 - w2)*X3"
_INTEGRAL = "w1*X1 + w2*X2 + w3*X3"
_ANY = f"{_EXPECTATION} + hadamard(X2 - s(X1), F(X2 - s(X1)))"

_ANY_NORM = "Max(maxabs(A), abs(trace(R.T*A)))"
_ANY_NORM_OF_TRANSPOSE = "Max(maxabs(A), abs(trace(R*A)))"
_OFF_DIAGONAL = "(A - hadamard(A, eye(n)))"
_ANY_NORM_OF_SQUARE = (
    f"Max(maxabs(A), abs(trace(R.T*{_OFF_DIAGONAL})), abs(trace(R*{_OFF_DIAGONAL})))"
)
# Of the values of its argument alone, and of none of them by itself: what is true of every function
# of entries, such as that it can be transposed, is not true of this.
_ANY_WEIGHTS = "hadamard({name}(A), F(A))"
_WEIGHTS = frozenset({"softmax_col", "softmax_row"})

_INDUCED = ("Max(maxabs(ones(n).T*abs(A)), maxabs(abs(A)*ones(m)))", "norm2(A)")


def positive_weights(meanings: Mapping[str, Meaning | Weighted]) -> Mapping[str, Node]:
    """Return what stands for the weights of an expectation that is an average: positive numbers."""
    if meanings.get("E") is not Meaning.AVERAGE:
        return {}
    first, second = (AVERAGE_NAMES[name] for name in ("w1", "w2"))
    names = {"a": first, "b": second}
    return {name: renamed(parse(f"{letter}/(1 + a + b)"), names) for letter, name in names.items()}


def atom_name(name: str, number: int) -> str:
    """Return the name of a random symbol's value at an atom."""
    return f"{name}′{number}"


@dataclass(frozen=True, slots=True)
class Operators:
    """The meaning of every opaque operator.

    Attributes:
        meanings: By the operation of the tree; what is not here is real.
        random: The symbols that an expectation over everything random is taken over.
        symbols: The domains.
        gaussian: The one symbol that is random, if it is a Gaussian one: an expectation over
            everything is one over this symbol.
    """

    meanings: Mapping[str, Meaning | Weighted]
    random: frozenset[str]
    symbols: Mapping[str, Domain]
    gaussian: str = ""

    @property
    def variants(self) -> int:
        """How many stand-ins there are, in all of which a step has to hold."""
        return len(_INDUCED) if self.meanings.get("norm2") is Meaning.SUBMULTIPLICATIVE else 1

    def replaced(self, root: Node, variant: int) -> tuple[Node, Mapping[str, Domain]]:
        """Return a tree with stand-ins for its operators, and the domains of their symbols.

        Raises:
            OverBudget: Averages of averages of averages would take too long.
            ShapeError: Its parts do not fit together.
        """
        further: dict[str, Domain] = {}
        if self._is_opaque(root, AVERAGES):
            _check_nesting(root)
            root = self._without_averages(root, further)
        if self._is_opaque(root, _WEIGHTS):
            root = self._without_weights(root, further)
        if self._is_opaque(root, frozenset({"norm2"})):
            known = {**self.symbols, **further}
            root = self._without_norms(root, known, variant, further)
        return root, further

    def _is_opaque(self, root: Node, operations: frozenset[str]) -> bool:
        return any(
            node.operation in operations and node.operation in self.meanings
            for node in postorder(root)
        )

    def _without_averages(self, root: Node, further: dict[str, Domain]) -> Node:
        new: dict[int, Node] = {}
        for node in postorder(root):
            children = tuple(new[id(child)] for child in node.children)
            if node.operation in AVERAGES:
                replaced = self._average(node.operation, node.name, children[0], further)
            elif all(a is b for a, b in zip(children, node.children, strict=True)):
                replaced = node
            else:
                replaced = Node(node.operation, node.name, children)
            new[id(node)] = replaced
        return new[id(root)]

    def _average(
        self, operation: str, variable: str, body: Node, further: dict[str, Domain]
    ) -> Node:
        """Return what stands for an average of a body."""
        variable = self.gaussian if variable == "_" and self.gaussian else variable
        meaning = self.meanings.get(operation, Meaning.REAL)
        if isinstance(meaning, Weighted):
            density = renamed(parse(meaning.density), {meaning.variable: variable})
            return self._average("integral", variable, Node("mul", "", (body, density)), further)
        if meaning is Meaning.REAL:
            return Node(operation, variable, (body,))
        places = {name: f"{operation}{new[1:]}" for name, new in AVERAGE_NAMES.items()}
        for name, new in places.items():
            further[new] = _POSITIVE if name.startswith("w") else _FUNCTION
        text = _INTEGRAL if operation == "integral" else _EXPECTATION
        if meaning is Meaning.ANY:
            text = _ANY
        values = {}
        for number in _ATOMS:
            names = self._at_atom(operation, variable, number, further)
            values[f"X{number}"] = renamed(body, names)
        return substitute(renamed(parse(text), places), values)

    def _at_atom(
        self, operation: str, variable: str, number: int, further: dict[str, Domain]
    ) -> Mapping[str, str]:
        """Return the names of random symbols at an atom; those of one domain share atoms."""
        if variable == "_":
            names = {name: atom_name(name, number) for name in self.random}
            further.update({new: self.symbols[name] for name, new in names.items()})
            return names
        domain = self.symbols[variable]
        if domain.kind == "gaussian":
            domain = Domain("vector" if domain.dimensions else "real", domain.dimensions)
        name = atom_name(f"{operation}′{domain}", number)
        further[name] = domain
        return {variable: name}

    def _without_weights(self, root: Node, further: dict[str, Domain]) -> Node:
        """Return a tree with stand-ins for the softmax of which nothing is known."""
        new: dict[int, Node] = {}
        for node in postorder(root):
            name = node.operation
            children = tuple(new[id(child)] for child in node.children)
            if name in _WEIGHTS and self.meanings.get(name) is Meaning.ANY:
                further[f"{name}′"] = _FUNCTION
                text = renamed(parse(_ANY_WEIGHTS.format(name=name)), {"F": f"{name}′"})
                new[id(node)] = substitute(text, {"A": children[0]})
            else:
                new[id(node)] = Node(name, node.name, children)
        return new[id(root)]

    def _without_norms(
        self, root: Node, known: Mapping[str, Domain], variant: int, further: dict[str, Domain]
    ) -> Node:
        shapes = infer_all(root, known)
        new: dict[int, Node] = {}
        for node in postorder(root):
            children = tuple(new[id(child)] for child in node.children)
            if node.operation == "norm2":
                shape = shapes[id(node.children[0])]
                new[id(node)] = self._norm(children[0], shape, variant, further)
            else:
                new[id(node)] = Node(node.operation, node.name, children)
        return new[id(root)]

    def _norm(self, matrix: Node, shape: Shape, variant: int, further: dict[str, Domain]) -> Node:
        """Return what stands for the norm of a matrix."""
        meaning = self.meanings["norm2"]
        text, name = _INDUCED[variant], "R′"
        if meaning is Meaning.REAL:
            text = "norm2(A)"
        elif meaning is Meaning.NORM:
            text, kept = (_ANY_NORM_OF_SQUARE if shape.is_square else _ANY_NORM), shape
            if str(shape) > str(shape.transposed):
                text, kept = _ANY_NORM_OF_TRANSPOSE, shape.transposed
            name = f"R′{kept}"
            further[name] = Domain("matrix", (kept.rows, kept.columns))
        sizes = {"n": _size(shape.rows), "m": _size(shape.columns)}
        return substitute(renamed(parse(text), {"R": name}), {"A": matrix, **sizes})


def _check_nesting(root: Node) -> None:
    """Refuse averages deep inside one another: each level multiplies what is inside it."""
    depths: dict[int, int] = {}
    for node in postorder(root):
        depth = max((depths[id(child)] for child in node.children), default=0)
        depths[id(node)] = depth + (node.operation in AVERAGES)
    if depths[id(root)] > _MAX_NESTING:
        raise OverBudget(f"more than {_MAX_NESTING} averages inside one another")


def _size(dimension: Dimension) -> Node:
    """Return a dimension as a tree."""
    return _total("add", [_monomial(names, number) for names, number in dimension.terms])


def _monomial(names: Iterable[str], coefficient: int) -> Node:
    factors = [Node("symbol", name) for name in names]
    return _total("mul", [Node("rational", str(coefficient)), *factors])


def _total(operation: str, nodes: list[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Node(operation, "", tuple(nodes))
