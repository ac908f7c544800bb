"""What one judge has decided another takes over where all is the same, as if it had done it."""

import itertools

import pytest

from autograder.expression.budget import Budget
from autograder.expression.comparison.findings import Sameness, Undetermined
from autograder.expression.derivation.chain import Relation
from autograder.expression.derivation.decisions import Decided, Decisions, form
from autograder.expression.derivation.facts import Curve, Fact, Meaning, Weighted
from autograder.expression.derivation.links import Judge
from autograder.expression.derivation.theory import Theory
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse

SYMBOLS = {"h": "vector[d]", "g": "vector[d]", "W": "matrix[d,d]", "s": "function"}
DEFINITION = Fact(kind="definition", values={"g": "W*s(h)"})


def theory(symbols=SYMBOLS, body="W*s(h)", **options):
    """The definition's body is a tree, as where a rubric quotes another line's answer."""
    domains = {name: parse_domain(text) for name, text in symbols.items()}
    fact = Fact(kind="definition", values={"g": parse(body, domains)})
    return Theory(symbols=domains, facts={"definition": fact}, **options)


def judge(decisions, made=None, *, seed=5, steps=20_000_000, each=2_000_000):
    budget = Budget(steps=each)
    return Judge(made or theory(), seed=seed, budget=budget, steps=steps, decisions=decisions)


def decide(decider, left="s(g)", relation="=", right="s(W*s(h))", names=("definition",)):
    domains = {name: parse_domain(text) for name, text in SYMBOLS.items()}
    roots = parse(left, domains), parse(right, domains)
    return decider.decide(roots[0], Relation(relation), roots[1], names)


def test_the_same_step_is_decided_once():
    decisions = Decisions()
    first = decide(judge(decisions))
    assert isinstance(first, Sameness)
    assert decide(judge(decisions)) is first
    assert decide(judge(None)) is not first


OTHERS = {
    "another seed": (lambda decisions: judge(decisions, seed=6), {}),
    "another budget": (lambda decisions: judge(decisions, each=3_000_000), {}),
    "another body of a fact": (lambda decisions: judge(decisions, theory(body="W*h")), {}),
    "another domain": (
        lambda decisions: judge(decisions, theory({**SYMBOLS, "s": "positive_function"})),
        {},
    ),
    "a condition": (
        lambda decisions: judge(decisions, theory(conditions=(parse("1 <= 2"),))),
        {},
    ),
    "an opaque operator": (
        lambda decisions: judge(decisions, theory(opaque={"norm": Meaning.NORM})),
        {},
    ),
    "another left side": (judge, {"left": "1*s(g)"}),
    "another right side": (judge, {"right": "s(W*s(h))*1"}),
    "the sides exchanged": (judge, {"left": "s(W*s(h))", "right": "s(g)"}),
    "another relation": (judge, {"relation": "<="}),
    "another fact": (judge, {"names": ()}),
}


@pytest.mark.parametrize("other", OTHERS)
def test_another_step_is_decided_for_itself(other):
    decisions = Decisions()
    first = decide(judge(decisions))
    make, step = OTHERS[other]
    found = decide(make(decisions), **step)
    assert found is not first
    assert type(found) is type(decide(make(None), **step))


def test_what_others_have_decided_takes_its_steps_all_the_same():
    """A judge that has few decides no more for them, and what it gives up others do not."""
    decisions = Decisions()

    def outcomes(known, steps):
        decider = judge(known, steps=steps, each=4_000)
        return [decide(decider, f"s({n}*g)", right=f"s({n}*W*s(h))") for n in range(1, 40)]

    few, many = outcomes(None, 20_000), outcomes(None, 2_000_000)
    assert {type(outcome) for outcome in few} == {Sameness, Undetermined}
    assert {type(outcome) for outcome in many} == {Sameness}
    assert outcomes(decisions, 20_000) == few
    assert outcomes(decisions, 2_000_000) == many
    assert outcomes(decisions, 20_000) == few


def test_a_judge_without_steps_decides_nothing_whatever_is_known():
    decisions = Decisions()
    decide(judge(decisions))
    assert isinstance(decide(judge(decisions, steps=0)), Undetermined)


def test_there_is_a_bound_on_what_is_kept():
    """The oldest goes; what was asked for again is younger."""
    decisions = Decisions(most=2)
    for name in "ab":
        decisions.keep(Decided(name, 0), name)
    assert decisions.find("a").outcome == "a"
    decisions.keep(Decided("c", 0), "c")
    assert decisions.find("b") is None
    assert [decisions.find(name).outcome for name in "ac"] == ["a", "c"]


def test_parts_are_not_run_together():
    decisions = Decisions()
    decisions.keep(Decided("found", 0), "a", "b")
    assert decisions.find("ab") is None
    assert decisions.find("a', 'b") is None


VALUES = [
    None, True, 1, "1", "None", (), ("",), ("a", "b"), ("a, b",), (("a",), "b"), {"a": "b"},
    {"b": "a"}, {"a": "b", "c": "d"}, frozenset("a"), frozenset("ab"), Meaning.ANY, "any",
    Curve.CONVEX, Fact(kind="a"), Fact(kind="a", hidden=True), Fact(kind="a", values={"x": "y"}),
    Fact(kind="a", values={"x": parse("y")}), Fact(kind="a", means={"x": "y"}),
    Weighted("x", "y"), Weighted("y", "x"), parse("x + y"), parse("y + x"), parse("x"),
    parse("x + 1"), parse("x + 2"), parse_domain("real"), parse_domain("vector[d]"),
    parse_domain("matrix[n,d]"), parse_domain("matrix[d,n]"), parse_domain("matrix[d,2*n]"),
]  # fmt: skip


def test_values_that_say_something_else_have_other_forms():
    for one, other in itertools.combinations(VALUES, 2):
        assert form(one) != form(other), (one, other)


def test_a_set_has_one_form():
    """Whatever the order in which it is gone through."""
    names = [f"name{number}" for number in range(100)]
    assert form(frozenset(names)) == form(frozenset(reversed(names)))


def test_of_what_is_not_known_there_is_no_form():
    with pytest.raises(TypeError, match="object"):
        form((object(),))
