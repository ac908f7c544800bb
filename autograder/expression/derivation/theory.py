"""The facts of a line, and what an expression says in the models of some of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from autograder.expression.comparison.edits import renamed
from autograder.expression.derivation.citing import cited_facts, named_facts
from autograder.expression.derivation.facts import Curve, Fact, Meaning, Weighted
from autograder.expression.derivation.functions import Functions
from autograder.expression.derivation.operators import (
    AVERAGE_NAMES,
    Operators,
    atom_name,
    positive_weights,
)
from autograder.expression.derivation.rewriting import (
    Rule,
    RuleError,
    apart,
    composed,
    read_rule,
    rewritten,
)
from autograder.expression.domain import Domain
from autograder.expression.text import parse
from autograder.expression.tree import Node, postorder, substitute

__all__ = ["Reading", "Theory"]

_RAW = "°"
_Rules = Mapping[tuple[str, str, int], Rule]


@dataclass(frozen=True, slots=True)
class Reading:
    """Expressions in the models of some facts: whatever their symbols are, it is a model.

    Attributes:
        roots: The expressions, of the ordinary kind.
        symbols: The domains of their symbols.
        conditions: What has to hold of the symbols.
    """

    roots: tuple[Node, ...]
    symbols: Mapping[str, Domain]
    conditions: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Theory:
    """What a line may assume.

    Attributes:
        symbols: The domains of the question's symbols.
        facts: By their names, in the order in which their recipes are applied.
        given: Facts that hold without being cited.
        opaque: The operators that are stand-ins, and for what, where nothing is cited.
        random: The symbols that are random under an expectation over everything.
        conditions: What the question states of its symbols, such as ``t <= T``.
    """

    symbols: Mapping[str, Domain]
    facts: Mapping[str, Fact]
    given: Sequence[Fact] = ()
    opaque: Mapping[str, Meaning] = field(default_factory=dict)
    random: Collection[str] = ()
    conditions: Sequence[Node] = ()

    def named(self, text: str) -> list[frozenset[str]]:
        """Return the facts that a student's words can mean, in each of their meanings."""
        return cited_facts(text, self.facts)

    def named_in(self, text: str) -> frozenset[str]:
        """Return the facts that a sentence names, each by its whole name."""
        return named_facts(text, self.facts)

    def readings(self, roots: Sequence[Node], names: Collection[str]) -> list[Reading]:
        """Return what expressions say in the models of some facts, for every kind of stand-in.

        Raises:
            ShapeError: Parts of an expression do not fit together.
            RuleError: The facts define symbols by each other, in a circle.
        """
        facts = [*self.given, *(fact for name, fact in self.facts.items() if name in names)]
        symbols = self._symbols()
        rules = self._rules(facts)
        means = self._means(facts, rules)
        operators = self._operators(facts, symbols)
        functions = self._functions(facts, operators.meanings)
        weights = positive_weights(operators.meanings)
        values = [rewritten(apart(root, "′"), rules) for root in roots]
        conditions = tuple(rewritten(condition, rules) for condition in self.conditions)
        readings = []
        for variant, turn in product(range(operators.variants), range(functions.variants)):
            translated, domains = [], dict(symbols)
            for value in values:
                plain, further = operators.replaced(value, variant)
                domains.update(further)
                averaged = substitute(rewritten(plain, means), weights)
                known, further = functions.replaced(averaged, turn)
                translated.append(known)
                domains.update(further)
            readings.append(Reading(tuple(translated), domains, conditions))
        return readings

    def without_averages(self, root: Node) -> Node:
        """Return an expression with the bodies of expectations over everything in their place.

        It has the shapes of the expression, and its symbols.
        """
        new: dict[int, Node] = {}
        for node in postorder(root):
            children = tuple(new[id(child)] for child in node.children)
            if node.operation == "E" and node.name == "_" and self.random:
                new[id(node)] = children[0]
            else:
                new[id(node)] = Node(node.operation, node.name, children)
        return new[id(root)]

    @property
    def sampled(self) -> frozenset[str]:
        """The random symbols of which no distribution is known: expectations name none of them."""
        kinds = {name: self.symbols[name].kind for name in self.random}
        return frozenset(name for name, kind in kinds.items() if kind != "gaussian")

    def over_everything(self, root: Node) -> Node:
        """Return an expression with expectations over the one random symbol as over everything.

        One over a symbol with a distribution that is known stays as it is.
        """
        if len(self.random) != 1:
            return root
        new: dict[int, Node] = {}
        for node in postorder(root):
            children = tuple(new[id(child)] for child in node.children)
            named = node.operation == "E" and node.name in self.sampled
            new[id(node)] = Node(node.operation, "_" if named else node.name, children)
        return new[id(root)]

    def _symbols(self) -> dict[str, Domain]:
        # A dimension is a number of rows, not a number like others: it stays small.
        dimensions = frozenset[str]().union(*(d.dimension_names for d in self.symbols.values()))
        symbols = {name: d for name, d in self.symbols.items() if name not in dimensions}
        symbols.update({name + _RAW: domain for name, domain in self.symbols.items()})
        return symbols

    def _rules(self, facts: Sequence[Fact]) -> _Rules:
        rules = []
        for fact in facts:
            for pattern, body in fact.values.items():
                root = body if isinstance(body, Node) else parse(body, self.symbols)
                rules.append(read_rule(parse(pattern), root))
        return composed(rules, {name: name + _RAW for name in self.symbols})

    def _means(self, facts: Sequence[Fact], rules: _Rules) -> _Rules:
        """Return the recipes for random items at the atoms of an expectation."""
        means = []
        for fact in facts:
            for pattern, text in fact.means.items():
                rule = read_rule(parse(pattern), rewritten(parse(text, self.symbols), rules))
                means += _at_atoms(rule)
        return composed(means, {})

    def _operators(self, facts: Sequence[Fact], symbols: Mapping[str, Domain]) -> Operators:
        random = frozenset(name for name in symbols if name.removesuffix(_RAW) in self.random)
        gaussian = ""
        if len(self.random) == 1:
            (only,) = self.random
            gaussian = only if self.symbols[only].kind == "gaussian" else ""
        return Operators(self._meanings(facts), random, symbols, gaussian)

    def _functions(
        self, facts: Sequence[Fact], meanings: Mapping[str, Meaning | Weighted]
    ) -> Functions:
        curves: dict[str, frozenset[Curve]] = {}
        for fact in facts:
            for name, curve in fact.functions.items():
                curves[name] = curves.get(name, frozenset()) | {curve}
        opaque = {name: m for name, m in meanings.items() if isinstance(m, Meaning)}
        for name in curves:
            if name not in self.opaque and not self._is_function(name):
                raise RuleError(f"{name} is neither an opaque function nor one of the question")
        return Functions(curves, opaque)

    def _is_function(self, name: str) -> bool:
        return name in self.symbols and self.symbols[name].is_function

    def _meanings(self, facts: Sequence[Fact]) -> Mapping[str, Meaning | Weighted]:
        meanings: dict[str, Meaning | Weighted] = dict(self.opaque)
        for fact in facts:
            for operation, meaning in fact.operators.items():
                known = meanings.get(operation, Meaning.REAL)
                if isinstance(known, Weighted):
                    continue
                if isinstance(meaning, Weighted) or meaning.rank > known.rank:
                    meanings[operation] = meaning
        return meanings


def _at_atoms(rule: Rule) -> list[Rule]:
    """Return what a random item is at the second and third atom, so that its mean is the body."""
    index = f"[{rule.variable}]" if rule.variable else ""
    names = {f"X{number}": atom_name(rule.name, number) for number in (1, 2, 3)}
    names.update(AVERAGE_NAMES)
    image = renamed(parse(f"s(X1{index})"), names)
    rest = renamed(parse(f"(mean - w1*X1{index} - w2*X2{index})/(1 - w1 - w2)"), names)
    rest = substitute(rest, {"mean": rule.body})
    return [
        replace(rule, name=names["X2"], body=image),
        replace(rule, name=names["X3"], body=rest),
    ]
