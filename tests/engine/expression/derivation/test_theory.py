"""Expressions in the models of some facts."""

from random import Random

import pytest
from flint import fmpq

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.budget import Budget, Meter
from autograder.expression.derivation.facts import Fact, Meaning
from autograder.expression.evaluation.averages import AnyFunctional
from autograder.expression.evaluation.model import ComparisonSetting, Model
from autograder.expression.evaluation.point import Point
from autograder.expression.evaluation.sampling import RealSource
from autograder.expression.tree import free_symbols

STOCHASTIC = Fact(kind="assumption", values={"C": "inv(diag(C*ones(n)))*C"})
SQUARES = Fact(kind="assumption", values={"C": "hadamard(C, C)"})


def value(reading, root, sizes):
    """Return the value of an expression at a point with small numbers."""
    setting = ComparisonSetting(reading.symbols, (), 0, Budget())
    model = Model(setting, Balls(), AnyFunctional(Random(0)), Meter(10**6))
    source = RealSource(Random(1), [])
    source.begin(0)
    model.enter(Point(reading.symbols, sizes, source))
    return model.program(root).run()


def test_the_models_of_a_fact_satisfy_it(world):
    """Every row of C sums to one, and with both facts no entry is negative."""
    made = world({"C": "matrix[m,n]"}, {"squares": SQUARES, "rows": STOCHASTIC})
    roots = [made.tree("C*ones(n)"), made.tree("C")]
    (reading,) = made.theory.readings(roots, ["squares", "rows"])
    sums, entries = (value(reading, root, {"m": 2, "n": 3}) for root in reading.roots)
    assert sums.entries == (fmpq(1), fmpq(1))
    assert all(entry >= 0 for entry in entries.entries)


def test_without_facts_an_expression_is_itself(world):
    made = world({"C": "matrix[m,n]"}, {"rows": STOCHASTIC})
    root = made.tree("C*ones(n)")
    (reading,) = made.theory.readings([root], [])
    assert free_symbols(reading.roots[0]) == {"C", "n"}


def test_what_is_given_holds_without_being_cited(world):
    above_ten = Fact(kind="assumption", values={"x": "10 + x"})
    made = world({"x": "unit"}, given=(above_ten,))
    (reading,) = made.theory.readings([made.tree("x")], [])
    assert 10 < value(reading, reading.roots[0], {}) < 11


def test_there_is_a_reading_for_every_kind_of_norm(world):
    facts = {"law": Fact(kind="theorem", operators={"norm2": Meaning.SUBMULTIPLICATIVE})}
    made = world({"A": "matrix[n,n]"}, facts, opaque={"norm2": Meaning.NORM})
    root = made.tree("norm2(A)")
    assert len(made.theory.readings([root], [])) == 1
    assert len(made.theory.readings([root], ["law"])) == 2


def test_of_two_facts_about_an_operator_the_one_that_says_more_counts(world):
    facts = {
        "identity": Fact(kind="theorem", operators={"norm2": Meaning.REAL}),
        "law": Fact(kind="theorem", operators={"norm2": Meaning.SUBMULTIPLICATIVE}),
    }
    made = world({"A": "matrix[n,n]"}, facts, opaque={"norm2": Meaning.NORM})
    assert len(made.theory.readings([made.tree("norm2(A)")], ["law", "identity"])) == 1


def test_expectations_give_way_to_their_bodies_where_only_shapes_matter(world):
    made = world({"g": "sequence[vector[d]]"}, random=("g",), opaque={"E": Meaning.ANY})
    plain = made.theory.without_averages(made.tree("2*E(g[1])"))
    assert free_symbols(plain) == {"g"}
    assert plain.children[1].operation == "item"


@pytest.mark.parametrize(
    ("domain", "random", "name"),
    [
        ("sequence[real]", ("g",), "_"),
        ("gaussian[d]", ("g",), "g"),
        ("sequence[real]", (), "g"),
        ("sequence[real]", ("g", "h"), "g"),
    ],
)
def test_an_expectation_over_all_that_is_sampled_is_one_over_everything(
    world, domain, random, name
):
    """One over a Gaussian symbol has a value of its own, and one over a part of all is no whole."""
    made = world({"g": domain, "h": "sequence[real]"}, random=random, opaque={"E": Meaning.ANY})
    root = made.theory.over_everything(made.tree("2*E(g, g)"))
    assert root.children[1].name == name
