"""What a lemma gives to a step: what it says, wherever it stands, and nothing else."""

import pytest

from autograder.expression.derivation.chain import Link, Relation
from autograder.expression.derivation.facts import Fact, Meaning
from autograder.expression.derivation.lemmas import Proved, applied, reached

AVERAGES = {"g": "sequence[real]", "mu": "real", "c": "real", "t": "natural", "i": "natural"}
FACTS = {
    "linearity": Fact(kind="theorem", operators={"E": Meaning.LINEAR}),
    "mean": Fact(kind="hypothesis", means={"g[i]": "mu"}),
}
NUMBERS = {"x": "real", "y": "real", "c": "real", "p": "positive"}
BOUND = {
    "bound": Fact(kind="assumption", values={"x": "y - x**2"}),
    "sign": Fact(kind="assumption", values={"c": "c**2"}),
}
MATRICES = {"A": "matrix[n,n]", "B": "matrix[n,n]", "C": "matrix[n,n]", "v": "vector[n]"}


@pytest.fixture
def averages(world):
    return world(AVERAGES, FACTS, opaque={"E": Meaning.ANY}, random=("g",))


def proved(world, start, *steps, holds=None):
    """Return a lemma whose steps cite a fact each, all of them valid unless it is said."""
    chain = world.chain(start, *steps)
    facts = tuple(frozenset(link.cited) for link in chain.links)
    return Proved(chain, facts, tuple(holds or (True for _ in steps)))


def gives(world, lemma, left, relation, right, *names):
    link = Link(Relation(relation), world.tree(right))
    return applied(lemma, world.tree(left), link, names, world.judge).holds


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("E(g[1])", "mu"),
        ("mu", "E(g[1])"),
        ("c*E(g[1])", "c*mu"),
        ("c + E(g[1])/2", "c + mu/2"),
        ("E(g[1])**2 + E(g[1])", "mu**2 + mu"),
        ("E(g[1])**2 + E(g[1])", "mu*E(g[1]) + mu"),
        ("E(g[1]) + E(g[1])", "mu + E(g[1])"),
        ("Sum(c**i*E(g[1]), (i, 1, t))", "mu*Sum(c**i, (i, 1, t))"),
        ("E(E(g[1])*g[2])", "E(mu*g[2])"),
        ("1/(1 + E(g[1]))", "1/(1 + mu)"),
        ("c*(1 + E(g[1]))", "c + mu*c"),
        ("c*t", "c*t + mu - E(g[1])"),
    ],
)
def test_an_equation_puts_one_side_where_the_other_stands(averages, left, right):
    """Anywhere in an expression, as often as one likes, in either direction."""
    lemma = proved(averages, "E(g[1])", ("=", "mu", "mean"))
    assert gives(averages, lemma, left, "=", right) is True


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("E(g[2])", "mu"),
        ("E(2*g[1])", "2*mu"),
        ("E(g[1]) + E(g[2])", "2*mu"),
        ("E(g[1])", "c"),
        ("c", "mu"),
    ],
)
def test_what_a_lemma_does_not_say_it_does_not_give(averages, left, right):
    """True as most of it is: that another fact is as true makes it no part of the lemma."""
    lemma = proved(averages, "E(g[1])", ("=", "mu", "mean"))
    assert gives(averages, lemma, left, "=", right) is False


def test_a_lemma_for_every_index_is_one_under_a_sum(averages):
    lemma = proved(averages, "E(g[i])", ("=", "mu", "mean"))
    left = "c + Sum(c**i*E(g[i]), (i, 1, t))"
    assert gives(averages, lemma, left, "=", "c + mu*Sum(c**i, (i, 1, t))") is True
    assert gives(averages, lemma, left, "=", "c + Sum(c**i*E(g[1]), (i, 1, t))") is False


def test_a_side_may_be_written_in_another_way(averages):
    """As a factor or a term that is none before the product or the sum is taken apart."""
    lemma = proved(averages, "c*E(g[1])", ("=", "c*mu", "mean"))
    assert gives(averages, lemma, "c*t*E(g[1])", "=", "c*t*mu") is True
    assert gives(averages, lemma, "t + E(g[1])", "=", "t + mu") is True
    lemma = proved(averages, "1 + E(g[1])", ("=", "1 + mu", "mean"))
    assert gives(averages, lemma, "E(g[1]) + c + 1", "=", "c + mu + 1") is True


def test_neighbours_in_a_product_of_matrices_are_a_place(world):
    """Where they stand beside each other, in this order."""
    matrices = world(MATRICES, {"swap": Fact(kind="assumption", values={"A": "C*inv(B)"})})
    lemma = proved(matrices, "A*B", ("=", "C", "swap"))
    assert gives(matrices, lemma, "C*A*B*v", "=", "C*C*v") is True
    assert gives(matrices, lemma, "C*(A*(B*v))", "=", "C*C*v") is True
    assert gives(matrices, lemma, "A + A*B", "=", "A + C") is True
    assert gives(matrices, lemma, "B*A*v", "=", "C*v") is False
    assert gives(matrices, lemma, "A*C*B", "=", "C*C") is False


def test_nothing_is_divided_by_what_the_lemma_makes_zero(averages):
    """Else c (E(g[1]) − μ) = t (E(g[1]) − μ), which is true, would give c = t."""
    zero = "(E(g[1]) - mu)"
    lemma = proved(averages, f"c*{zero}", ("=", "0", "mean"), ("=", f"t*{zero}", "mean"))
    assert gives(averages, lemma, "c", "=", "t") is False
    assert gives(averages, lemma, f"2*c*{zero}", "=", f"2*t*{zero}") is True


@pytest.mark.parametrize(
    ("left", "relation", "right", "holds"),
    [
        ("x", "<=", "y", True),
        ("y", ">=", "x", True),
        ("c + x", "<=", "c + y", True),
        ("p*x", "<=", "p*y", True),
        ("-x", ">=", "-y", True),
        ("c - p*x", ">=", "c - p*y", True),
        ("exp(x)", "<=", "exp(y)", True),
        ("x", "<=", "y + p", True),
        ("c**2*x", "<=", "c**2*y", True),
        ("-x", "<=", "-y", False),
        ("-p*x", "<=", "-p*y", False),
        ("c*x", "<=", "c*y", False),
        ("x**2", "<=", "y**2", False),
        ("x", ">=", "y", False),
        ("x", "<", "y", False),
        ("x", "=", "y", False),
        ("x", "<=", "y - p", False),
    ],
)
def test_an_inequality_is_kept_by_what_keeps_it(world, left, relation, right, holds):
    """A negative factor turns it round, and one of unknown sign loses it."""
    numbers = world(NUMBERS, BOUND)
    lemma = proved(numbers, "x", ("<=", "y", "bound"))
    assert gives(numbers, lemma, left, relation, right) is holds


def test_the_sign_of_a_factor_may_come_from_a_fact_that_is_cited_as_well(world):
    numbers = world(NUMBERS, BOUND)
    lemma = proved(numbers, "x", ("<=", "y", "bound"))
    assert gives(numbers, lemma, "c*x", "<=", "c*y", "sign") is True


def test_a_strict_inequality_comes_from_a_strict_one(world):
    numbers = world(NUMBERS, {"below": Fact(kind="assumption", values={"x": "y - p"})})
    strict = proved(numbers, "x", ("<", "y", "below"))
    assert gives(numbers, strict, "p + x", "<", "p + y") is True
    assert gives(numbers, strict, "p + x", "<=", "p + y") is True
    weak = proved(numbers, "x", ("<=", "y", "below"))
    assert gives(numbers, weak, "p + x", "<", "p + y") is False


def test_a_limit_is_put_nowhere(world):
    numbers = world({"T": "natural", "c": "real"})
    lemma = proved(numbers, "1/2**T", ("->", "0"))
    assert gives(numbers, lemma, "c/2**T", "=", "0") is False


def test_the_valid_beginning_of_a_lemma_leads_as_far_as_it_goes(averages):
    """At its place in the expression; not beyond the first step that fails."""
    lemma = proved(
        averages,
        "E(2*g[1])",
        ("=", "2*E(g[1])", "linearity"),
        ("=", "2*mu", "mean"),
        holds=(True, False),
    )
    assert lemma.is_proved is False
    (found,) = reached(lemma, averages.tree("c + E(2*g[1])"), averages.judge)
    assert averages.judge.is_same(found, averages.tree("c + 2*E(g[1])"))
    lemma = proved(averages, "E(2*g[1])", ("=", "2*mu"), holds=(False,))
    assert reached(lemma, averages.tree("c + E(2*g[1])"), averages.judge) == ()


def test_what_a_lemma_rests_on_is_what_all_its_steps_do(averages):
    steps = (("=", "2*E(g[1])", "linearity"), ("=", "2*mu", "mean"))
    lemma = proved(averages, "E(2*g[1])", *steps)
    assert lemma.rests_on == {"linearity", "mean"}
    assert lemma.is_proved is True
    assert proved(averages, "E(2*g[1])", *steps, holds=(True, None)).is_proved is None
