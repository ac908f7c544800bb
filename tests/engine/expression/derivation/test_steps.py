"""Single steps: those that say in words what they rest on, or nothing at all."""

from dataclasses import replace
from fractions import Fraction

import pytest

from autograder.expression.derivation.facts import Fact
from autograder.expression.derivation.steps import Fault, judge_step
from autograder.expression.derivation.task import Task
from autograder.expression.derivation.verdicts import assess

SYMBOLS = dict.fromkeys("abcdx", "real")
FACTS = {
    "first": Fact(kind="hypothesis", values={"a": "b"}),
    "second": Fact(kind="definition", values={"b": "c"}),
    "third": Fact(kind="assumption", values={"c": "d"}),
}


@pytest.fixture
def judged(world):
    """Judge a step whose reasons are words."""
    made = world(SYMBOLS, FACTS)

    def judged(before, *step, most_facts=1):
        [link] = made.chain(before, step).links
        link = replace(link, is_open=True)
        return judge_step(made.tree(before), link, most_facts, made.theory, made.judge)

    return judged


def test_algebra_needs_no_fact(judged):
    step = judged("a + a", "=", "2*a")
    assert (step.holds, step.supplied) == (True, ())


def test_a_silent_step_rests_on_the_fact_that_gives_it(judged):
    step = judged("a + x", "=", "b + x")
    assert (step.holds, step.facts, step.supplied) == (True, ("first",), ("first",))
    assert not step.gaps


@pytest.mark.parametrize("words", ["rearranging", "by Lemma 3.2", "since it is so"])
def test_words_that_name_no_fact_are_as_good_as_none(judged, words):
    assert judged("a", "=", "b", words).supplied == ("first",)


def test_a_fact_that_is_named_in_full_counts_alone(judged):
    step = judged("a", "=", "b", "by the second one")
    assert (step.holds, step.fault, step.supplied) == (False, Fault.MISSING_FACT, ())
    assert judged("a", "=", "b", "because of the first").holds


def test_a_silent_step_that_takes_several_facts_leaves_something_out(judged):
    step = judged("a", "=", "d")
    assert (step.holds, step.fault, step.gaps) == (True, Fault.TOO_MANY_FACTS, 2)
    assert step.supplied == ("first", "second", "third")
    assert judged("a", "=", "c", most_facts=2).fault is None


@pytest.mark.parametrize(
    ("before", "relation", "after"),
    [("a", "=", "b + 1"), ("a", "=", "x"), ("a", "<", "b"), ("a", "<=", "d - x**2")],
)
def test_what_is_false_stays_false(judged, before, relation, after):
    step = judged(before, relation, after)
    assert (step.holds, step.fault, step.supplied) == (False, Fault.FALSE, ())


@pytest.mark.parametrize(
    ("steps", "earns"),
    [
        ("bcd", 1),
        ("bd", Fraction(3, 4)),
        ("cd", Fraction(3, 4)),
        ("d", Fraction(1, 4)),
        ("b", Fraction(1, 4)),
        ("xd", 0),
    ],
)
def test_a_silent_chain_earns_what_it_would_with_the_facts(world, steps, earns):
    made = world(SYMBOLS, FACTS)
    chain = made.chain("a", *(("=", text) for text in steps))
    chain = replace(chain, links=tuple(replace(link, is_open=True) for link in chain.links))
    milestones = [[made.tree("b")], [made.tree("c")]]
    task = Task(start=made.tree("a"), target=made.tree("d"), milestones=milestones)
    assert assess(chain, task, made.theory, made.judge).least == earns
