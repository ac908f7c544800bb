"""Whole chains: what they prove, where they fail, and what they reach."""

from fractions import Fraction

import pytest

from autograder.expression.derivation.chain import Chain, Link, Relation
from autograder.expression.derivation.facts import Fact
from autograder.expression.derivation.steps import Fault
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
    """Assess a chain that is to lead from a to d by way of b and c."""
    made = world(SYMBOLS, FACTS)

    def judged(start, *steps, **options):
        task = Task(
            start=made.tree("a"),
            target=made.tree(options.pop("target", "d")),
            milestones=[[made.tree("b")], [made.tree("c"), made.tree("c + 1")]],
            **options,
        )
        return assess(made.chain(start, *steps), task, made.theory, made.judge)

    return judged


def faults(assessment):
    return [link.fault for link in assessment.links]


def test_a_chain_of_valid_steps_earns_everything(judged):
    assessment = judged("a", ("=", "b", "first"), ("=", "c", "second"), ("=", "d", "third"))
    assert (assessment.least, assessment.most) == (1, 1)
    assert assessment.begins
    assert assessment.ends


def test_equations_can_be_read_backwards(judged):
    """And stay in the order in which they were written."""
    assessment = judged("d", ("=", "c", "third"), ("=", "b", "second"), ("=", "a", "first"))
    assert assessment.least == 1
    assert assessment.backwards
    assert [link.facts for link in assessment.links] == [("third",), ("second",), ("first",)]


def test_a_step_without_its_fact_names_what_is_missing(judged):
    """Half of what the rest reaches is left: b before it, c after it."""
    assessment = judged("a", ("=", "b", "first"), ("=", "c"), ("=", "d", "third"))
    assert faults(assessment) == [None, Fault.MISSING_FACT, None]
    assert assessment.links[1].missing == ("second",)
    assert assessment.least == Fraction(1, 2)


def test_a_step_that_needs_two_facts_is_to_be_split(judged):
    cited = judged("a", ("=", "c", "first", "second"), ("=", "d", "third"))
    assert faults(cited) == [Fault.TOO_MANY_FACTS, None]
    silent = judged("a", ("=", "d", "first"))
    assert faults(silent) == [Fault.MISSING_FACTS]
    assert judged("a", ("=", "c", "first", "second"), ("=", "d", "third"), most_facts=2).least == 1


def test_a_step_that_takes_two_facts_is_true_and_leaves_out_an_expression(judged):
    steps = [("=", "b", "first"), ("=", "d", "second", "third")]
    assessment = judged("a", *steps)
    assert [link.gaps for link in assessment.links] == [0, 1]
    assert assessment.links[1].holds
    assert assessment.left_out == 1


def test_the_names_of_the_facts_that_would_do_are_given(judged):
    """In the place of what is cited, beside it, and all that it takes."""
    instead = judged("a", ("=", "b", "third")).links[0]
    assert (instead.missing, instead.beside) == (("first",), False)
    beside = judged("a", ("=", "c", "first")).links[0]
    assert (beside.missing, beside.beside) == (("second",), True)
    several = judged("a", ("=", "d", "second")).links[0]
    assert several.fault is Fault.MISSING_FACTS
    assert several.missing == ("first", "second", "third")


def test_what_has_no_meaning_spoils_the_steps_beside_it(world):
    """And nothing else: from the end it earns what a false step there would leave."""
    made = world(SYMBOLS, FACTS)
    task = Task(start=made.tree("a"), target=made.tree("d"), milestones=[[made.tree("b")]])
    steps = ("=", "b", "first"), ("=", "c", "second"), ("=", "d", "third"), ("=", "d + y")
    chain = made.chain("a", *steps)
    spoilt = {4: "y is no symbol"}
    assessment = assess(chain, task, made.theory, made.judge, spoilt)
    assert faults(assessment) == [None, None, None, Fault.MALFORMED]
    assert assessment.links[3].detail == spoilt[4]
    assert assessment.least == Fraction(1, 2)
    chain = made.chain("a", ("=", "b", "first"), ("=", "y"), ("=", "d", "third"))
    assessment = assess(chain, task, made.theory, made.judge, {2: "y is no symbol"})
    assert faults(assessment) == [None, Fault.MALFORMED, Fault.MALFORMED]
    assert assessment.least == Fraction(1, 2)


PROOF = (("=", "b", "first"), ("=", "c", "second"), ("=", "d", "third"))


@pytest.mark.parametrize(
    ("further", "share"),
    [
        ([("=", "2*d - d")], 1),
        ([("<=", "d + x**2")], 1),
        ([("=", "d + a - b", "first")], 1),
        ([("=", "d + 1")], Fraction(1, 2)),
        ([("=", "d + a - b")], Fraction(1, 2)),
        ([("=", "c", "third"), ("=", "d", "third")], 1),
    ],
)
def test_a_proof_may_be_followed_by_true_steps(judged, further, share):
    """Of any relation, also back and forth; a false one, or one without its fact, costs half."""
    assert judged("a", *PROOF, *further).least == share


def test_a_proof_that_is_read_from_its_end_may_be_followed_as_well(judged):
    turned = [("=", "c", "third"), ("=", "b", "second"), ("=", "a", "first")]
    assert judged("d", *turned, ("=", "a + a - b", "first")).least == 1
    assert judged("d", *turned, ("=", "a + 1")).least == Fraction(1, 2)


def test_a_limit_may_follow_what_is_no_limit(world):
    """But does not lead to it."""
    made = world({"r": "unit", "T": "natural"})
    task = Task(start=made.tree("r*r**T"), target=made.tree("r**(T + 1)"))
    limit = Link(Relation.TENDS, made.tree("0"), variable="T")

    def least(*links):
        chain = Chain(made.tree("r*r**T"), links)
        return assess(chain, task, made.theory, made.judge).least

    last = Link(Relation.EQUAL, task.target)
    assert least(last, limit) == 1
    assert least(limit, last) == 0


def test_a_matrix_beside_a_number_is_called_that(world):
    made = world({"A": "matrix[n,n]", "a": "real"})
    task = Task(start=made.tree("trace(A)"), target=made.tree("a"))
    chain = made.chain("trace(A)", ("=", "A"), ("=", "a"))
    assessment = assess(chain, task, made.theory, made.judge)
    assert faults(assessment) == [Fault.SHAPES, Fault.SHAPES]
    assert assessment.links[0].detail == "the left side is a scalar, the right side n×n"


def test_a_fact_that_is_not_needed_is_named_and_costs_nothing(judged):
    steps = [("=", "b", "first", "third"), ("=", "c", "second"), ("=", "d", "third")]
    assessment = judged("a", *steps, ("=", "2*d/2", "first"))
    assert assessment.least == 1
    assert [link.unneeded for link in assessment.links] == [("third",), (), (), ("first",)]


def test_a_false_step_is_called_false(judged):
    assessment = judged("a", ("=", "b + 1", "first"), ("=", "d", "second"))
    assert faults(assessment)[0] is Fault.FALSE
    assert assessment.least == 0


def test_returning_to_what_was_reached_is_circular(judged):
    """By algebra alone: b + b − b is b again."""
    assessment = judged(
        "a",
        ("=", "b", "first"),
        ("=", "c", "second"),
        ("=", "b + b - b", "second"),
        ("=", "c", "second"),
        ("=", "d", "third"),
    )
    assert faults(assessment) == [None, None, Fault.CIRCULAR, Fault.CIRCULAR, None]
    assert assessment.links[2].returns_to == 1
    assert assessment.least == Fraction(1, 2)


def test_standing_still_is_not_circular(judged):
    """Steps that only rewrite are steps."""
    assessment = judged(
        "a", ("=", "2*a - a"), ("=", "b", "first"), ("=", "c", "second"), ("=", "d", "third")
    )
    assert assessment.least == 1


def test_padding_reaches_no_milestone(judged):
    """B + (c − d) is no milestone, though it is one under the third fact."""
    assessment = judged("a", ("=", "b + a - b", "first"), ("=", "b + c - d + 1", "first"))
    assert assessment.least == 0
    assert judged("a").least == judged("d").least == 0


def test_a_milestone_that_is_the_start_is_not_reached_by_rewriting_it(world):
    """It counts only in a valid part that ends at the target."""
    made = world(SYMBOLS, FACTS)
    task = Task(
        start=made.tree("a"), target=made.tree("c"), milestones=[[made.tree("a")], [made.tree("b")]]
    )
    still = assess(made.chain("a", ("=", "2*a - a")), task, made.theory, made.judge)
    assert still.least == 0
    late = made.chain("a", ("=", "x"), ("=", "a"), ("=", "b", "first"), ("=", "c", "second"))
    assert assess(late, task, made.theory, made.judge).least == Fraction(1, 2)


def test_a_false_step_does_not_show_models_of_what_is_hidden(world):
    """Under all facts d is above 1000, which is another line's answer; the step cites none."""
    hidden = Fact(kind="definition", values={"d": "1000 + x**2"}, hidden=True)
    made = world(SYMBOLS, {"choice": hidden})
    task = Task(start=made.tree("a"), target=made.tree("d"))
    assessment = assess(made.chain("a", ("=", "d")), task, made.theory, made.judge)
    assert faults(assessment) == [Fault.FALSE]
    assert Fraction(assessment.links[0].counterexample.point["d"]) < 1000


def test_a_milestone_in_another_form_counts_once(judged):
    assessment = judged("c + 1", ("=", "c", "first"), ("=", "d", "third"))
    assert assessment.least == Fraction(1, 4)


def test_an_end_that_is_not_the_lines_counts_for_nothing(judged):
    """Its last valid steps reach nothing."""
    assessment = judged("a", ("=", "b"), ("=", "c", "second"))
    assert assessment.ends is False
    assert assessment.least == 0


@pytest.mark.parametrize(
    ("relation", "steps", "share"),
    [
        (Relation.AT_MOST, [("<=", "a + x**2"), ("=", "x**2 + a")], 1),
        (Relation.AT_MOST, [("<", "a + x**2")], 0),
        (Relation.LESS, [("<=", "a + x**2"), ("<", "a + x**2 + 1")], 1),
        (Relation.LESS, [("<=", "a + x**2"), ("<=", "a + x**2 + 1")], 0),
        (Relation.EQUAL, [("<=", "a + x**2")], 0),
    ],
)
def test_the_relations_of_a_chain_have_to_give_the_one_that_is_asked_for(
    judged, relation, steps, share
):
    """Less is more than at most; at most is never an equation."""
    target = steps[-1][1]
    assert judged("a", *steps, relation=relation, target=target).least == share


def test_what_cannot_be_decided_is_not_lost(world):
    """With nothing left to spend, everything from nothing to all is possible."""
    made = world(SYMBOLS, FACTS, steps=0)
    task = Task(start=made.tree("a"), target=made.tree("b"))
    chain = made.chain("a + 0", ("=", "b + 0", "first"))
    assessment = assess(chain, task, made.theory, made.judge)
    assert (assessment.least, assessment.most) == (0, 1)
    assert assessment.links[0].holds is None
    assert assessment.reasons


def test_an_ambiguous_abbreviation_means_what_holds(world):
    """Only one of the two facts that "law" can be makes the step valid."""
    facts = {"weak law": FACTS["first"], "strong law": FACTS["second"]}
    made = world(SYMBOLS, facts)
    task = Task(start=made.tree("b"), target=made.tree("c"))
    chain = made.chain("b", ("=", "c", "law"))
    assessment = assess(chain, task, made.theory, made.judge)
    assert assessment.least == 1
    assert assessment.links[0].facts == ("strong law",)


def test_words_that_are_no_fact_are_remembered(judged):
    assessment = judged("a", ("=", "b", "magic"))
    assert assessment.links[0].unknown_names == ("magic",)
    assert faults(assessment) == [Fault.MISSING_FACT]


# ------------------------------------------------------------------------------ inequalities

SQUARES = ("x**2 + a**2 + 1", "2*a*x")


@pytest.fixture
def ordered(world):
    """Assess a chain from one side of x² + a² + 1 > 2 a x to the other."""
    made = world(SYMBOLS)

    def ordered(relation, start, *steps, backwards=False):
        ends = SQUARES[::-1] if backwards else SQUARES
        start_of_line, target = map(made.tree, ends)
        task = Task(start=start_of_line, target=target, relation=Relation(relation))
        return assess(made.chain(start, *steps), task, made.theory, made.judge)

    return ordered


def test_a_chain_may_fall(ordered):
    steps = (("=", "(x - a)**2 + 2*a*x + 1"), (">=", "2*a*x + 1"), (">", "2*a*x"))
    assert ordered(">=", SQUARES[0], *steps).least == 1
    assert ordered(">", SQUARES[0], *steps).least == 1
    weak = ordered(">", SQUARES[0], (">=", "2*a*x"))
    assert not weak.proves


def test_an_inequality_may_be_proved_from_either_end(ordered):
    """From 2 a x up to x² + a² + 1, or down, whichever of the two the line asks for."""
    falls = (SQUARES[0], ("=", "(x - a)**2 + 2*a*x + 1"), (">=", "2*a*x"))
    rises = (SQUARES[1], ("<=", "(x - a)**2 + 2*a*x"), ("<=", SQUARES[0]))
    for chain in (falls, rises):
        assert ordered(">=", *chain).least == 1
        assert ordered("<=", *chain, backwards=True).least == 1


def test_steps_in_the_wrong_direction_lead_nowhere(ordered):
    assessment = ordered(
        ">=", SQUARES[0], (">=", "2*a*x + 1"), ("<=", "2*a*x + 2"), (">=", SQUARES[1])
    )
    assert faults(assessment) == [None, Fault.RELATION, None]
    assert ordered("=", SQUARES[0], (">=", SQUARES[1])).least == 0
    turned = ordered("<=", SQUARES[0], (">=", SQUARES[1]))
    assert faults(turned) == [Fault.RELATION]
