"""A line graded with the reference's answers to those that it follows, and with the student's."""

from fractions import Fraction

import pytest

from autograder.checkers.code.close import Close
from autograder.checkers.code.cost import Cost
from autograder.checkers.code.inputs import Case, Normal
from autograder.checkers.common.known_answers import Misreading
from autograder.checkers.common.line import Followed, Line, Question, Unanswered
from autograder.checkers.common.ref import ref
from autograder.checkers.following.check import check, with_slips
from autograder.checkers.following.earlier import FOLLOWED, Following
from autograder.checkers.symbolic.equal import Equal
from autograder.checkers.symbolic.growth import Growth
from autograder.checkers.symbolic.linear import Linear
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse
from autograder.expression.tree import to_wire
from autograder.sandbox.values import WireExpression
from autograder.verdict import State, earned, lost

EARLIER = {"mu": parse_domain("real"), "beta": parse_domain("unit"), "t": parse_domain("natural")}
HERE = {"v": parse_domain("vector[d]"), "beta": parse_domain("unit"), "t": parse_domain("natural")}
MEAN = "(1 - beta**t)*mu"
DEBIASED = Equal(following="v*mu/({1.mean})")


class Texts:
    """A side whose answer is an expression in text, or a verdict."""

    def __init__(self, answer, symbols):
        self._answer, self._symbols = answer, symbols

    def answer(self, _function=""):
        """Return the value."""
        if isinstance(self._answer, Unanswered):
            raise self._answer
        return WireExpression(to_wire(parse(self._answer, self._symbols)))


def graded(
    checker, submitted, earlier="", *, right="v/(1 - beta**t)", mean=MEAN, symbols=HERE, **options
):
    followed = Followed(
        Question("1.mean", "f", EARLIER),
        parse(mean, EARLIER),
        parse(earlier, EARLIER) if earlier else None,
        **options,
    )
    question = Question("1.debiased", "h", symbols)
    sides = (Texts(submitted, symbols), Texts(right, symbols))
    return check(checker, Line(question, *sides, seed=5, followed={"1.mean": followed}))


def test_a_right_answer_is_right_whatever_came_before():
    verdict = graded(DEBIASED, "v/(1 - beta**t)", "(1 - beta)*mu")
    assert (verdict.share, verdict.notes) == (1, ())


def test_an_answer_that_follows_from_a_wrong_one_is_right():
    verdict = graded(DEBIASED, "v/(1 - beta)", "(1 - beta)*mu")
    assert (verdict.share, verdict.notes) == (1, (FOLLOWED,))
    assert verdict.message == "Right, going on from your answer to 1.mean."
    assert verdict.understood.plain == "v/(1 - beta)"


def test_the_same_answer_is_wrong_where_the_one_before_is_right():
    assert graded(DEBIASED, "v/(1 - beta)").share == 0
    assert graded(DEBIASED, "v/(1 - beta)", "(1 - beta**3)*mu").share == 0


@pytest.mark.parametrize(
    ("submitted", "earlier"),
    [
        ("v", "mu"),  # nothing is left to do
        ("v", "0"),
        ("v*mu", "1"),
        ("v*mu/(beta*mu + t)", "beta*mu + t"),  # mu is no symbol here
        ("v/(c*(1 - beta**t))", "c*(1 - beta**t)*mu"),  # c was none there
    ],
)
def test_it_does_not_get_easier(submitted, earlier):
    symbols = {**HERE, "c": parse_domain("positive")}
    assert graded(DEBIASED, submitted, earlier, symbols=symbols).share == 0


def test_partial_credit_is_that_of_the_line():
    checker = Linear(of="v", multiple=Fraction(1, 2), following="v*mu/({1.mean})")
    verdict = graded(checker, "v*t/(1 - beta)", "(1 - beta)*mu", right="v/(1 - beta**t)**2")
    assert verdict.share == Fraction(1, 2)  # by the reference: it may be off by a factor
    half = Equal(following="v*mu/({1.mean})")
    verdict = graded(half, "-v/(1 - beta)", "(1 - beta)*mu")
    assert (verdict.share, verdict.notes) == (Fraction(1, 2), (FOLLOWED, "sign"))
    assert verdict.message.startswith(
        "Going on from your answer to 1.mean:\nNearly: a sign is wrong."
    )


def test_what_is_known_of_answers_to_the_question_itself_does_not_count_then():
    named = {"one step": Misreading(answer="v/(1 - beta)", share=Fraction(1, 2), message="One.")}
    checker = Equal(
        misreadings=named, accepted={"a convention": "2*v"}, following=DEBIASED.following
    )
    assert graded(checker, "2*v", "(1 - beta)*mu").notes == ("a convention",)
    verdict = graded(checker, "v/(1 - beta)", "(1 - beta)*mu")
    assert (verdict.share, verdict.notes) == (1, (FOLLOWED, "one step"))


def test_a_convention_may_quote_as_well():
    accepted = {"with a minus": "-v/({1.mean: mu=1})"}
    checker = Equal(accepted=accepted, following=DEBIASED.following)
    assert graded(checker, "-v/(1 - beta**t)").notes == ("with a minus",)
    verdict = graded(checker, "-v/(1 - beta)", "(1 - beta)*mu")
    assert (verdict.share, FOLLOWED in verdict.notes) == (1, True)


def test_an_equation_says_what_is_right_of_the_answer():
    """Which t makes the mean half of μ for β = 1/2? A number that the formula does not give."""
    checker = Equal(following="2*({1.mean: beta=1/2, t=answer, mu=1}) == 1")
    symbols = {"c": parse_domain("natural")}
    assert graded(checker, "2", "(1 - beta**(t - 1))*mu", right="1", symbols=symbols).share == 1
    assert graded(checker, "3", "(1 - beta**(t - 1))*mu", right="1", symbols=symbols).share == 0


def test_an_equation_that_any_answer_fulfils_says_nothing():
    """With a mean that does not change with t, μ is what it is for every t."""
    checker = Equal(following="{1.mean: beta=1/2, t=answer, mu=1} == {1.mean: beta=1/2, t=1, mu=1}")
    symbols = {"c": parse_domain("natural")}
    for submitted in ("7", "2*c"):
        verdict = graded(checker, submitted, "(1 - beta)*mu", right="1", symbols=symbols)
        assert verdict.share == 0


def test_what_is_restated_may_have_symbols_of_its_own():
    symbols = {"x": "gaussian"}
    checker = Equal(following=Following(text="E(exp(x), x)*v*mu/({1.mean})", symbols=symbols))
    assert graded(checker, "exp(1/2)*v/(1 - beta)", "(1 - beta)*mu").share == 1


def test_an_order_of_growth_goes_on_too():
    sizes = {"T": parse_domain("size"), "N": parse_domain("size")}
    followed = Followed(Question("1.count", "f", sizes), parse("N**T"), parse("T**N"))
    sides = (Texts("T*T**N", sizes), Texts("T*N**T", sizes))
    line = Line(Question("1.cost", "h", sizes), *sides, seed=5, followed={"1.count": followed})
    assert check(Growth(), line).share == 0
    assert check(Growth(following="T*({1.count})"), line).share == 1


@pytest.mark.parametrize("count", ["-N**T", "N**T - T", "log(N)*T - N*T"])
def test_from_what_is_no_order_nothing_goes_on_and_nobody_is_asked(count):
    """The mistake is the student's, and not the question's."""
    sizes = {"T": parse_domain("size"), "N": parse_domain("size")}
    followed = Followed(Question("1.count", "f", sizes), parse("N**T"), parse(count))
    sides = (Texts("T", sizes), Texts("T*N**T", sizes))
    line = Line(Question("1.cost", "h", sizes), *sides, seed=5, followed={"1.count": followed})
    assert check(Growth(following="T*({1.count})"), line).state is State.FAILED


def test_a_slip_says_itself_what_follows():
    assert graded(Equal(), "v/beta", "mu", slips=("v/beta",)).share == 1
    assert graded(Equal(), "v/beta", "mu", slips=("v/t",)).share == 0
    assert graded(Equal(), "v/beta", "mu", slips=(ref.code_of_it,)).share == 0


def test_what_waits_for_a_person_lets_this_line_wait_if_it_would_lose():
    assert graded(DEBIASED, "v/(1 - beta)", waits=True).state is State.UNDECIDED
    assert "1.mean" in graded(DEBIASED, "v/(1 - beta)", waits=True).review
    assert graded(DEBIASED, "v/(1 - beta**t)", waits=True).state is State.PASSED


def test_what_was_not_answered_is_lost_all_the_same():
    with pytest.raises(Unanswered):
        graded(DEBIASED, Unanswered(lost("not answered")), "(1 - beta)*mu", waits=True)


# --------------------------------------------------------------------------------------- code

VALUES = Close(arguments=(Normal("x", "n"),), cases=(Case({"n": 1}),), accepted={"one": ref.one})
SLIPS = {"1.mean": (ref.halved, "mu"), "1.other": ()}


def test_code_is_tried_by_the_functions_of_slips():
    accepted = with_slips(VALUES, SLIPS).accepted
    assert list(accepted.values()) == [ref.one, ref.halved]
    cost = Cost(values=VALUES, sizes=("n", "d"), time="n", space="n", asked="")
    assert with_slips(cost, SLIPS).values.accepted == accepted
    assert with_slips(VALUES, {"1.other": ()}) is VALUES


def test_code_that_goes_on_from_a_slip_is_told_as_every_line_that_goes_on():
    class Right:
        """A checker that finds the function of a slip."""

        def check(self, _line):
            """Return what `Close` does."""
            convention = list(with_slips(VALUES, SLIPS).accepted)[-1]
            return earned(f"Right, by this convention: {convention}.", notes=(convention,))

    verdict = graded(Right(), "v")
    assert verdict.message == "Right, going on from your answer to 1.mean."
    assert verdict.notes == (FOLLOWED,)
