"""What a chain earns that is no proof, or one with steps that take several facts."""

from fractions import Fraction
from itertools import pairwise, product

import pytest

from autograder.expression.derivation.credit import share_of_merged
from autograder.expression.derivation.facts import Fact
from autograder.expression.derivation.task import Task
from autograder.expression.derivation.verdicts import assess

NAMES = "abcde"
SYMBOLS = dict.fromkeys("abcdex", "real")
# a = b, b = c, c = d and d = e, each of which takes a fact of its own.
FACTS = {
    f"{one}{other}": Fact(kind="hypothesis", values={one: other}) for one, other in pairwise(NAMES)
}


@pytest.fixture
def share(world):
    """Return what a chain earns that is to lead from a to e by way of b, c and d."""
    made = world(SYMBOLS, FACTS)

    def share(start, *steps, milestones="bcd"):
        task = Task(
            start=made.tree("a"),
            target=made.tree("e"),
            milestones=[[made.tree(text)] for text in milestones],
        )
        chain = made.chain(start, *(("=", *step) for step in steps))
        assessment = assess(chain, task, made.theory, made.judge)
        assert assessment.least == assessment.most
        return assessment.least

    return share


def through(shown):
    """Return the steps of a proof that shows some expressions and merges what lies between."""
    stops = ["a", *shown, "e"]
    return [
        (stop, *(f"{x}{y}" for x, y in pairwise(NAMES) if before <= x < stop))
        for before, stop in pairwise(stops)
    ]


@pytest.mark.parametrize(
    ("shown", "earns"),
    [
        ("bcd", 1),
        ("cd", "3/4"),
        ("bd", "3/4"),
        ("bc", "3/4"),
        ("b", "1/2"),
        ("c", "1/2"),
        ("d", "1/2"),
        ("", "1/4"),
    ],
)
@pytest.mark.parametrize("milestones", ["bcd", ""])
def test_a_proof_loses_by_the_expressions_that_it_leaves_out(share, shown, earns, milestones):
    """Wherever they are, and whether the line has milestones or none; from the target as well."""
    steps = through(shown)
    assert share("a", *steps, milestones=milestones) == Fraction(earns)
    stops = ["a", *(step[0] for step in steps)]
    turned = [(stop, *step[1:]) for stop, step in zip(stops, steps, strict=False)][::-1]
    assert share("e", *turned, milestones=milestones) == Fraction(earns)


def test_more_steps_never_earn_less(share):
    """Of all chains that begin at the start: one that shows more, or goes on, earns no less."""
    earned = {}
    for count in range(1, 5):
        for kept in product((True, False), repeat=count - 1):
            inner = [name for name, keep in zip(NAMES[1:], kept, strict=False) if keep]
            stops = [*inner, NAMES[count]]
            chain = [
                (stop, *(f"{x}{y}" for x, y in pairwise(NAMES) if before <= x < stop))
                for before, stop in pairwise(["a", *stops])
            ]
            earned[tuple(stops)] = share("a", *chain)
    for fewer, points in earned.items():
        for more, others in earned.items():
            if set(fewer) <= set(more):
                assert points <= others, (fewer, more)


@pytest.mark.parametrize("milestones", ["bcd", "x"])
def test_of_a_proof_beside_something_false_half_is_left(share, milestones):
    """Whichever way it takes: by the line's milestones or not."""
    proof = through("bcd")
    assert share("a", *proof, ("e + 1",), milestones=milestones) == Fraction(1, 2)
    assert share("a + 1", ("a",), *proof, milestones=milestones) == Fraction(1, 2)
    merged = share("a", *through("bc"), ("e + 1",), milestones="x")
    assert merged == Fraction(3, 8)


def test_company_does_not_make_a_single_step_a_proof_of_several(share):
    """Zeros that a fact adds, and zeros that a fact takes away."""
    everything = [f"{x}{y}" for x, y in pairwise(NAMES)]
    padded = [("a + x*(a - b)", "ab"), ("e + x*(a - b)", *everything), ("e", "ab")]
    assert share("a", *padded) == Fraction(1, 4)


def test_facts_that_a_merged_step_has_no_need_of_count_for_nothing(share):
    assert share("a", ("c", "ab", "bc", "de"), ("d", "cd"), ("e", "de")) == Fraction(3, 4)


def test_a_merged_step_is_on_the_way_to_what_follows_it(share):
    """Of three milestones the last is reached, by a step that passes two."""
    assert share("a", ("d", "ab", "bc", "cd")) == Fraction(1, 6)
    assert share("a", ("c", "ab", "bc"), ("d", "cd")) == Fraction(1, 3)


def test_a_step_that_is_false_of_several_facts_is_worth_nothing(share):
    assert share("a", ("d + 1", "ab", "bc", "cd")) == 0
    assert share("a", ("d", "ab", "bc")) == 0


def test_a_milestone_that_is_an_end_in_one_form_is_reached_from_the_other_end_only(world):
    """A renaming of the target by one fact is no way to it."""
    made = world(SYMBOLS, FACTS)
    milestones = [[made.tree("c")], [made.tree("2*e - e"), made.tree("d")]]
    task = Task(start=made.tree("a"), target=made.tree("e"), milestones=milestones)

    def least(start, *steps):
        return assess(made.chain(start, *steps), task, made.theory, made.judge).least

    assert least("d", ("=", "e", "de")) == 0
    assert least("a", ("=", "b", "ab"), ("=", "c", "bc"), ("=", "d", "cd")) == Fraction(1, 2)


@pytest.mark.parametrize(
    ("left_out", "inner", "earns"),
    [(1, 1, "1/4"), (1, 2, "3/4"), (2, 2, "1/4"), (3, 2, "1/4"), (2, 4, "7/12"), (3, 4, "5/12")],
)
def test_the_share_of_a_merged_proof(left_out, inner, earns):
    assert share_of_merged(left_out, inner) == Fraction(earns)


@pytest.mark.parametrize(
    ("shown", "earns"),
    [
        (["Sum(b, (i, 1, n))", "n*b"], "3/4"),
        (["n*b", "Sum(b, (i, 1, n))"], "3/4"),
        (["Sum(b, (i, 1, n))"], "1/4"),
        (["n*b"], "1/4"),
        (["n*b + Sum(0*b, (i, 1, n))", "2*n*b/2"], "1/4"),
        (["n*b*exp(a - a)", "b*n"], "1/4"),
    ],
)
def test_a_milestone_that_is_the_target_by_algebra_is_shown_by_evaluating_it(world, shown, earns):
    """Two facts at once, and a sum whose evaluation is a step of its own; or none that is one."""
    facts = {
        "mean": Fact(kind="hypothesis", values={"a": "b"}),
        "size": Fact(kind="hypothesis", values={"c": "n*b"}),
    }
    made = world({"a": "real", "b": "real", "c": "real", "n": "natural"}, facts)
    task = Task(
        start=made.tree("c + a - b"),
        target=made.tree("n*b"),
        milestones=[[made.tree("Sum(b, (i, 1, n))")], [made.tree("n*b + a - b")]],
    )
    first, *others = shown
    steps = [("=", first, "mean", "size"), *(("=", other) for other in others)]
    assessment = assess(made.chain("c + a - b", *steps), task, made.theory, made.judge)
    assert assessment.least == Fraction(earns)
