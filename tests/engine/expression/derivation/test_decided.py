"""What was decided of a step is taken for the same step alone, and never changes what is found."""

from dataclasses import replace

import pytest

from autograder.expression.budget import Budget
from autograder.expression.derivation.chain import Relation
from autograder.expression.derivation.decided import Decided, step_key, theory_key
from autograder.expression.derivation.facts import Fact, Meaning
from autograder.expression.derivation.links import Judge
from autograder.expression.derivation.theory import Theory
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse

BUDGET = Budget(nodes=4_000, steps=200_000)
SYMBOLS = {name: parse_domain("real") for name in ("x", "y", "mu")}
THEORY = Theory(
    symbols=SYMBOLS,
    facts={"mean": Fact(kind="hypothesis", means={"x": "mu"})},
    opaque={"E": Meaning.ANY},
    random=("x",),
)
ALL = frozenset({"mean"})


class Asked(Decided):
    """Counts what is taken from it."""

    taken = 0

    def find(self, key, left):
        """Return what is known."""
        found = super().find(key, left)
        Asked.taken += found is not None
        return found


@pytest.fixture
def judge():
    """Return a judge that shares what is decided with others."""
    Asked.taken = 0
    shared = Asked()

    def judge(theory=THEORY, seed=1, steps=10_000_000, decided=shared):
        return Judge(theory, seed=seed, budget=BUDGET, steps=steps, decided=decided)

    return judge


def decide(judge, left, right, names=ALL, relation=Relation.EQUAL):
    return judge.decide(parse(left), relation, parse(right), names)


def test_the_same_step_is_decided_once(judge):
    first = decide(judge(), "E(x)", "mu")
    assert decide(judge(), "E(x)", "mu") == first
    assert Asked.taken == 1


@pytest.mark.parametrize(
    "other",
    [
        {"right": "mu + 0"},
        {"names": frozenset()},
        {"relation": Relation.AT_MOST},
    ],
)
def test_another_step_is_not(judge, other):
    decide(judge(), "E(x)", "mu")
    decide(judge(), **{"left": "E(x)", "right": "mu", **other})
    assert Asked.taken == 0


@pytest.mark.parametrize(
    "other",
    [
        {"seed": 2},
        {"theory": replace(THEORY, symbols={**SYMBOLS, "y": parse_domain("positive")})},
        {"theory": replace(THEORY, facts={"mean": Fact(kind="hypothesis", means={"x": "y"})})},
        {"theory": replace(THEORY, opaque={"E": Meaning.LINEAR})},
        {"theory": replace(THEORY, random=("x", "y"))},
        {"theory": replace(THEORY, given=(Fact(kind="assumption", values={"y": "y**2"}),))},
        {"theory": replace(THEORY, conditions=(parse("x <= y"),))},
    ],
)
def test_nor_is_the_same_step_of_another_line_or_seed(judge, other):
    decide(judge(), "E(x)", "mu")
    decide(judge(**other), "E(x)", "mu")
    assert Asked.taken == 0


def test_what_it_costs_is_paid_again(judge):
    """So that a derivation has as much left for its other steps as it would have alone."""
    first, second = judge(), judge()
    alone = judge(decided=None)
    for one in (first, second, alone):
        decide(one, "(x + y)**3", "x**3 + 3*x**2*y + 3*x*y**2 + y**3", frozenset())
    assert Asked.taken == 1
    assert first._left == second._left == alone._left


def test_with_less_left_than_a_comparison_may_cost_nothing_is_taken_or_kept(judge):
    """Another way would be taken to the end then."""
    decide(judge(steps=BUDGET.steps), "E(x)", "mu")
    decide(judge(), "E(x)", "mu")
    assert Asked.taken == 0
    decide(judge(steps=BUDGET.steps), "E(x)", "mu")
    assert Asked.taken == 0


def test_keys_do_not_depend_on_which_objects_say_it():
    left, right = parse("x + y"), parse("y + x")
    again = parse("x + y"), parse("y + x")
    one, other = (step_key(a, Relation.EQUAL, b, ALL) for a, b in ((left, right), again))
    assert one == other
    assert theory_key(THEORY, 1, BUDGET) == theory_key(replace(THEORY), 1, BUDGET)
