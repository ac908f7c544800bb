"""Theories in text, and a judge for them."""

from dataclasses import dataclass

import pytest

from autograder.expression.budget import Budget
from autograder.expression.derivation.chain import Chain, Link, Relation
from autograder.expression.derivation.links import Judge
from autograder.expression.derivation.theory import Theory
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse


@dataclass(frozen=True)
class World:
    """A theory, with its expressions and chains in text."""

    theory: Theory
    judge: Judge

    def tree(self, text):
        """Read an expression."""
        return parse(text, self.theory.symbols)

    def decide(self, left, relation, right, *facts, variable=""):
        """Decide one step."""
        relation = Relation(relation)
        roots = self.tree(left), self.tree(right)
        return self.judge.decide(roots[0], relation, roots[1], facts, variable=variable)

    def chain(self, start, *steps):
        """Make a chain of (relation, expression, facts ...)."""
        links = (
            Link(Relation(relation), self.tree(text), cited) for relation, text, *cited in steps
        )
        links = (Link(link.relation, link.root, tuple(link.cited)) for link in links)
        return Chain(self.tree(start), tuple(links))


@pytest.fixture
def world():
    """Make a theory from domains in text and facts."""

    def world(symbols, facts=None, *, steps=20_000_000, **options):
        domains = {name: parse_domain(text) for name, text in symbols.items()}
        theory = Theory(symbols=domains, facts=facts or {}, **options)
        judge = Judge(theory, seed=5, budget=Budget(steps=2_000_000), steps=steps)
        return World(theory, judge)

    return world
