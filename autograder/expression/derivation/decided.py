"""What was decided of steps, kept for other derivations that are judged with the same seed.

Many answers to one line take the same steps. What is found of one depends on its two sides, the
facts, the seed, and on what it may cost: so it is kept only where each comparison could cost as
much as any may, and taken only where it could again. A verdict is the same with it and without.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from autograder.expression.budget import Budget
from autograder.expression.derivation.chain import Relation
from autograder.expression.derivation.facts import Fact, Weighted
from autograder.expression.derivation.theory import Theory
from autograder.expression.tree import Node, to_wire

__all__ = ["Decided", "step_key", "theory_key"]


@dataclass(frozen=True, slots=True)
class Decided:
    """Remembers what was decided, and the scalar operations that each decision took."""

    _known: dict[tuple[str, str], tuple[Any, int]] = field(default_factory=dict)

    def find(self, key: tuple[str, str], left: int) -> tuple[Any, int] | None:
        """Return what was decided and what that took, if so much is left, or None."""
        found = self._known.get(key)
        return found if found is not None and found[1] <= left else None

    def keep(self, key: tuple[str, str], outcome: Any, cost: int) -> None:
        """Remember what was decided."""
        self._known[key] = outcome, cost


def theory_key(theory: Theory, seed: int, budget: Budget) -> str:
    """Return a text that is the same for the same facts about the same symbols."""
    return json.dumps(
        [
            seed,
            str(budget),
            [(name, str(domain)) for name, domain in theory.symbols.items()],
            [(name, _fact(fact)) for name, fact in theory.facts.items()],
            [_fact(fact) for fact in theory.given],
            [(name, meaning.value) for name, meaning in theory.opaque.items()],
            sorted(theory.random),
            [to_wire(condition) for condition in theory.conditions],
        ]
    )


def step_key(left: Node, relation: Relation, right: Node, names: frozenset[str]) -> str:
    """Return a text that is the same for the same step under the facts of the same names."""
    return json.dumps([to_wire(left), relation.value, to_wire(right), sorted(names)])


def _fact(fact: Fact) -> list[Any]:
    return [
        fact.kind,
        [(n, to_wire(v) if isinstance(v, Node) else v) for n, v in fact.values.items()],
        list(fact.means.items()),
        [(n, str(m) if isinstance(m, Weighted) else m.value) for n, m in fact.operators.items()],
        [(name, curve.value) for name, curve in fact.functions.items()],
        fact.hidden,
    ]
