"""What is said about each way in which a derivation fails."""

from fractions import Fraction

import pytest

from autograder.checkers.symbolic.derivation_text import (
    chain_of,
    explained,
    first_bad_step,
    reviewed,
    written,
)
from autograder.expression.derivation.chain import Chain, Link, Relation
from autograder.expression.derivation.facts import Fact, Meaning
from autograder.expression.derivation.links import Counterexample
from autograder.expression.derivation.steps import Fault, Judged
from autograder.expression.derivation.theory import Theory
from autograder.expression.derivation.verdicts import Assessment
from autograder.expression.text import parse

FACTS = {"law": Fact(kind="theorem"), "aim": Fact(kind="assumption"), "x": Fact(kind="d")}
CHAIN = Chain(
    parse("a"),
    (Link(Relation.AT_MOST, parse("a + b"), ("law",)), Link(Relation.EQUAL, parse("c"))),
)
EXAMPLE = Counterexample({"a": "1", "b": "2", "g[3]": "7"}, "4", "5")


def assessed(*links, begins=True, ends=True, proves=True, backwards=False):
    return Assessment(CHAIN, links, begins, ends, proves, backwards)


def told(*links, opaque=None, **options):
    theory = Theory(symbols={}, facts=FACTS, opaque=opaque or {})
    text = explained(assessed(*links, **options), theory, 1)
    return text.splitlines()[3:]


RIGHT = Judged(True)


def test_a_chain_is_written_with_its_marks_and_reasons():
    assert written(CHAIN, (RIGHT, Judged(False))) == ["    a", "✓ ≤ a + b    [law]", "✗ = c"]
    assert written(CHAIN, (Judged(None), RIGHT))[1] == "? ≤ a + b    [law]"


@pytest.mark.parametrize(
    ("bad", "text"),
    [
        (
            Judged(True, ("law", "aim", "x"), Fault.TOO_MANY_FACTS, 1, unneeded=("x",)),
            "Step 2 is true, but of `law` and `aim` together. Split it: a step cites one fact at "
            "most.\nStep 2 holds without `x`.",
        ),
        (
            Judged(False, fault=Fault.CIRCULAR, returns_to=0),
            "Step 2 returns to what was already reached at the start: it goes in a circle.",
        ),
        (
            Judged(False, fault=Fault.CIRCULAR, returns_to=1),
            "Step 2 returns to what was already reached after step 1: it goes in a circle.",
        ),
        (
            Judged(False, fault=Fault.RELATION),
            "Step 2: a step with = does not lead to what is to be proved.",
        ),
        (Judged(False, fault=Fault.FALSE), "Step 2 is false, even if all the facts are used."),
    ],
)
def test_each_fault_has_its_sentence(bad, text):
    assert told(RIGHT, bad) == text.splitlines()


@pytest.mark.parametrize(
    ("cited", "missing", "beside", "text"),
    [
        (("law",), ("aim",), False, "What is missing is `aim`, cited at this step."),
        ((), ("aim", "x"), False, "What is missing is `aim` or `x`, cited at this step."),
        (
            ("law",),
            ("aim",),
            True,
            "It needs `aim` as well. Split it: a step cites one fact at most.",
        ),
    ],
)
def test_a_missing_fact_is_named(cited, missing, beside, text):
    """With the advice to split the step where it cites one already."""
    bad = Judged(False, cited, Fault.MISSING_FACT, missing=missing, beside=beside)
    assert told(bad, RIGHT)[1] == text


def test_several_missing_facts_are_named_and_ask_for_more_steps():
    bad = Judged(False, (), Fault.MISSING_FACTS, missing=("law", "aim"))
    assert told(RIGHT, bad) == [
        "Step 2 does not follow by algebra alone.",
        "It needs `law` and `aim`. Split it: a step cites one fact at most.",
    ]
    undecided = Judged(False, (), Fault.MISSING_FACTS)
    assert told(RIGHT, undecided)[1].startswith("It needs several facts. Split it")


def test_a_step_that_may_cite_more_facts_is_not_to_be_split():
    theory = Theory(symbols={}, facts=FACTS)
    for bad in (
        Judged(False, ("law",), Fault.MISSING_FACT, missing=("aim",), beside=True),
        Judged(False, (), Fault.MISSING_FACTS, missing=("law", "aim")),
    ):
        text = explained(assessed(bad, RIGHT), theory, 2)
        assert "cited at this step." in text
        assert "Split" not in text


def test_the_witness_speaks_of_the_steps_own_symbols():
    """Between a and a + b: g is not theirs."""
    bad = Judged(False, (), Fault.FALSE, counterexample=EXAMPLE)
    assert told(bad, RIGHT)[0].endswith("At a = 1, b = 2, the left side is 4, the right side 5.")


def test_a_witness_with_a_stand_in_says_so():
    chain = Chain(parse("a"), (Link(Relation.EQUAL, parse("E(a)")),))
    bad = Judged(False, (), Fault.FALSE, counterexample=EXAMPLE)
    theory = Theory(symbols={}, facts=FACTS, opaque={"E": Meaning.ANY})
    assessment = Assessment(chain, (bad,), True, True, True)
    assert "At a = 1, for some E that the cited facts allow, the left" in explained(
        assessment, theory, 1
    )


def test_only_the_first_bad_step_is_explained():
    bad = Judged(False, fault=Fault.FALSE)
    assert len(told(bad, bad)) == 1


def test_wrong_ends_are_said_first():
    bad = Judged(False, fault=Fault.FALSE)
    for ends, words in (((False, True), "begin"), ((True, False), "end"),
                        ((False, None), "begin"), ((False, False), "begin or end")):  # fmt: skip
        lines = told(RIGHT, bad, begins=ends[0], ends=ends[1])
        assert lines[0] == f"It does not {words} where the question says."
        assert len(lines) == 2


def test_a_chain_that_is_read_backwards_is_numbered_as_it_was_written():
    """Its own beginning is the line's target."""
    bad = Judged(False, fault=Fault.FALSE)
    lines = told(RIGHT, bad, begins=False, backwards=True)
    assert lines == [
        "It does not end where the question says.",
        "Step 2 is false, even if all the facts are used.",
    ]


def test_a_chain_without_steps_is_told_how_they_are_lost():
    assessment = Assessment(Chain(parse("a"), ()), (), True, False, True)
    first, *_ = explained(assessment, Theory(symbols={}, facts=FACTS), 1).splitlines()[1:]
    assert "There is no step" in first
    assert ".equals(…) returns a longer one" in first


def test_what_is_reached_stands_beside_the_ticks():
    """The points are put in by the report: a share of the line's."""
    chain = Chain(parse("a"), (*CHAIN.links, Link(Relation.EQUAL, parse("d"))))
    bad = Judged(False, fault=Fault.FALSE)
    options = {"reached": (1, 1, 2), "least": Fraction(3, 8)}
    assessment = Assessment(chain, (RIGHT, RIGHT, bad), True, True, True, **options)
    lines = explained(assessment, Theory(symbols={}, facts=FACTS), 1).splitlines()
    assert lines[:4] == [
        "    a",
        "✓ ≤ a + b    [law]    (+{points:1/4})",
        "✓ = c    (+{points:1/8})",
        "✗ = d",
    ]
    assert lines[-1].endswith("{points:3/8} of {points}.")


def test_what_begins_in_the_middle_has_its_worth_beside_the_start():
    assessment = Assessment(
        CHAIN, (RIGHT, RIGHT), False, True, True, reached=(0,), least=Fraction(1, 2)
    )
    lines = explained(assessment, Theory(symbols={}, facts=FACTS), 1).splitlines()
    assert lines[0] == "    a    (+{points:1/2})"


def test_a_proof_that_merges_facts_is_told_what_that_costs():
    merged = Judged(True, ("law", "aim"), Fault.TOO_MANY_FACTS, 1)
    options = {"left_out": 1, "least": Fraction(3, 4)}
    assessment = Assessment(CHAIN, (merged, RIGHT), True, True, True, **options)
    lines = explained(assessment, Theory(symbols={}, facts=FACTS), 1).splitlines()
    assert lines[1] == "~ ≤ a + b    [law]"
    assert lines[3].startswith("Step 1 is true, but of `law` and `aim` together. Split it")
    assert "{points:3/4} of {points}" in lines[-1]
    assert not any("(+" in line for line in lines)


def test_a_proof_beside_something_false_is_told_that_it_is_one():
    bad = Judged(False, fault=Fault.FALSE)
    assessment = Assessment(CHAIN, (RIGHT, bad), True, False, True, least=Fraction(1, 2))
    lines = explained(assessment, Theory(symbols={}, facts=FACTS), 1).splitlines()
    assert lines[-1].startswith("There is a proof in it")
    assert lines[-1].endswith("{points:1/2} of {points}.")


def test_both_what_is_merged_and_what_is_false_are_explained():
    merged = Judged(True, ("law", "aim"), Fault.TOO_MANY_FACTS, 1)
    bad = Judged(False, fault=Fault.FALSE)
    assert [line[:7] for line in told(merged, bad)] == ["Step 1 ", "Step 2 "]


@pytest.mark.parametrize(
    ("fault", "detail", "text"),
    [
        (Fault.MALFORMED, "In step 2 is something.", "In step 2 is something."),
        (
            Fault.SHAPES,
            "the left side is a scalar, the right side d×d",
            "Step 2 relates two things of different shapes: the left side is a scalar, the right "
            "side d×d.",
        ),
    ],
)
def test_what_does_not_fit_is_called_that(fault, detail, text):
    assert told(RIGHT, Judged(False, fault=fault, detail=detail)) == [text]


def test_symbols_of_other_questions_are_named():
    bad = Judged(False, fault=Fault.FALSE)
    theory = Theory(symbols={}, facts=FACTS)
    one = explained(assessed(RIGHT, bad), theory, 1, strangers=["b"])
    assert "`b` is a symbol of another question: nothing is stated of it here." in one
    two = explained(assessed(RIGHT, bad), theory, 1, strangers=["b", "c"])
    assert "`b` and `c` are symbols of other questions: nothing is stated of them here." in two
    whole = Assessment(CHAIN, (RIGHT, RIGHT), True, True, True, least=Fraction(1))
    assert "other question" not in explained(whole, theory, 1, strangers=["b"])


def test_a_chain_that_proves_too_little_is_told_so():
    assert told(RIGHT, RIGHT, proves=False) == [
        "Every step holds, but together they prove less than what is asked for."
    ]


def test_instructors_read_the_bound_or_the_whole_counterexample():
    bad = Judged(False, (), Fault.FALSE, counterexample=EXAMPLE)
    assert reviewed(assessed(Judged(True, reason="2**-64"), bad)).splitlines() == [
        "step 1: 2**-64",
        "step 2: false: 4 and 5 at a = 1, b = 2, g[3] = 7",
    ]


def test_the_first_bad_step_is_found_by_its_mark():
    assert first_bad_step("    a\n✓ = b\n✗ = c\n✗ = d\nStep 2 is wrong.") == 2
    assert first_bad_step("✓ a\n~ b") == 2
    assert first_bad_step("✓ a\n? b") == 0
    assert first_bad_step("No.") == 0


def test_the_chain_of_a_message_is_what_stands_before_the_words():
    bad = Judged(False, (), Fault.FALSE)
    theory = Theory(symbols={}, facts=FACTS)
    message = explained(assessed(RIGHT, bad), theory, 1)
    assert chain_of(message) == "    a\n✓ ≤ a + b    [law]\n✗ = c"
    assert chain_of("lemma 1:\n      a\n  ✓ = b\nproof:\n    a    (+{points:1/4})\nNo.") == (
        "lemma 1:\n      a\n  ✓ = b\nproof:\n    a"
    )
