"""A derivation that goes on from wrong answers: as hard as with right ones, or worth less."""

from fractions import Fraction

import pytest

from autograder.checkers.common.line import Followed, Line, Question
from autograder.checkers.following.check import check
from autograder.checkers.following.earlier import FOLLOWED
from autograder.checkers.symbolic.derivation import Derivation
from autograder.expression.derivation.facts import Fact
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse
from autograder.expression.tree import to_wire
from autograder.sandbox.values import WireDerivation as Sent
from autograder.sandbox.values import WireExpression, WireStep
from autograder.verdict import State

SYMBOLS = {
    "theta": parse_domain("real"), "grad": parse_domain("real"), "full": parse_domain("real"),
    "lam": parse_domain("real"), "eta": parse_domain("positive"), "gamma": parse_domain("positive"),
}  # fmt: skip
RATE = {"eta": parse_domain("positive"), "gamma": parse_domain("positive")}
CHECKER = Derivation(
    facts={
        "penalty": Fact(kind="theorem", values={"full": "grad + ({1.rate: eta=1})*theta"}),
        "choice": Fact(kind="definition", values={"lam": "{1.rate}"}, hidden=True),
    },
    milestones=("theta - eta*(grad + ({1.rate: eta=1})*theta)",),
)
START, END = "theta - eta*full", "theta - eta*grad - lam*theta"


class Sides:
    """A side whose answer is given."""

    def __init__(self, value):
        self._value = value

    def answer(self, _function=""):
        """Return the value."""
        return self._value


def sent(start, *steps):
    def expression(text):
        return WireExpression(to_wire(parse(text, SYMBOLS)))

    return Sent(
        expression(start),
        tuple(WireStep("=", expression(text), tuple(cited), "") for text, *cited in steps),
    )


def proof(rate):
    """Return the proof as it is with this factor of the penalty's gradient."""
    return sent(START, (f"theta - eta*(grad + {rate}*theta)", "penalty"), (END, "choice"))


def graded(derivation, rate="", *, checker=CHECKER, **options):
    followed = Followed(
        Question("1.rate", "f", RATE),
        parse("2*eta*gamma", RATE),
        parse(rate, RATE) if rate else None,
        **options,
    )
    sides = Sides(derivation), Sides(proof("2*gamma"))
    line = Line(Question("1.proof", "h", SYMBOLS), *sides, seed=3, followed={"1.rate": followed})
    return check(checker, line)


def test_the_right_proof_is_right_whatever_was_answered_before():
    for rate in ("", "eta*gamma", "0"):
        assert graded(proof("2*gamma"), rate).notes == ()
        assert graded(proof("2*gamma"), rate).share == 1


def test_a_proof_that_goes_on_from_a_wrong_answer_is_right():
    verdict = graded(proof("gamma"), "eta*gamma")
    assert (verdict.share, verdict.notes) == (1, (FOLLOWED,))
    assert verdict.message.splitlines() == [
        "Right, going on from your answer to 1.rate.",
        "    theta - eta*full",
        "✓ = theta - eta*(grad + gamma*theta)    [penalty]",
        "✓ = theta - eta*grad - lam*theta    [choice]",
    ]


def test_the_same_proof_is_wrong_where_the_answer_before_is_right():
    assert graded(proof("gamma")).share == 0
    assert graded(proof("gamma"), "3*eta*gamma").share == 0


def test_what_stands_on_the_way_counts_as_it_does_with_the_right_answer():
    half = sent(START, ("theta - eta*(grad + gamma*theta)", "penalty"))
    verdict = graded(half, "eta*gamma")
    assert verdict.share == Fraction(1, 2)
    assert verdict.notes == (FOLLOWED, "target")
    assert verdict.message.startswith("Going on from your answer to 1.rate:\n")


def test_of_a_statement_that_is_not_true_nothing_counts():
    """With λ = 2γ the two steps are not the same; the first holds, and earns nothing."""
    verdict = graded(sent(START, ("theta - eta*(grad + gamma*theta)", "penalty")), "gamma*eta**2")
    assert verdict.share == 0
    assert verdict.message.endswith("With your answer to 1.rate the statement itself is not true.")


@pytest.mark.parametrize("rate", ["0", "1", "0*eta*gamma", "theta", "lam"])
def test_nothing_goes_on_from_an_answer_of_another_kind(rate):
    verdict = graded(proof(rate), rate)
    assert verdict.share == 0
    assert "From your answer to 1.rate nothing goes on here" in verdict.message


NUMBERS = {name: parse_domain("real") for name in ("a", "b", "p")}
ZERO = Derivation(
    facts={
        "first": Fact(kind="definition", values={"a": "p"}),
        "second": Fact(kind="definition", values={"b": "p"}),
    },
    milestones=("{1.gap: a=p}",),
    start="{1.gap}",
    target="0",
)


def graded_zero(derivation, gap):
    """Grade a proof that a difference is zero: a − b is, by both facts."""
    followed = Followed(
        Question("1.gap", "f", NUMBERS), parse("a - b + p - p", NUMBERS), parse(gap, NUMBERS)
    )
    right = sent("a - b", ("p - b", "first"), ("0", "second"))
    line = Line(
        Question("1.zero", "h", NUMBERS), Sides(derivation), Sides(right), seed=3,
        followed={"1.gap": followed},
    )  # fmt: skip
    return check(ZERO, line)


def test_as_many_facts_are_needed_as_with_the_right_answer():
    """2(a − b + p) − 2p is as far from zero as a − b."""
    whole = sent("2*a - 2*b", ("2*p - 2*b", "first"), ("0", "second"))
    assert graded_zero(whole, "2*a - 2*b + (p - p)*a").notes == (FOLLOWED,)


@pytest.mark.parametrize(
    ("steps", "share"),
    [((("0", "first"),), 0), ((("(p - p)*b", "first"), ("0",)), Fraction(1, 2))],
)
def test_what_is_zero_by_one_fact_alone_counts_for_what_stands_on_the_way(steps, share):
    """(a − p) b is zero by the first fact, so that the second is not needed any more."""
    verdict = graded_zero(sent("(a - p)*b", *steps), "(a - p)*b")
    assert verdict.share == share
    assert share == 0 or "fewer facts" in verdict.notes


def test_what_waits_lets_the_proof_wait_unless_it_is_right():
    assert graded(proof("gamma"), waits=True).state is State.UNDECIDED
    assert graded(proof("2*gamma"), waits=True).state is State.PASSED
