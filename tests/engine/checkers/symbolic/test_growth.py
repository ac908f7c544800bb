"""Orders of growth: what counts as the same, and what a student is told."""

from dataclasses import replace
from fractions import Fraction

import pytest

from autograder.checkers.common.known_answers import Misreading
from autograder.checkers.common.line import Line, Question
from autograder.checkers.symbolic.growth import Growth
from autograder.checkers.symbolic.growth import _where as shown
from autograder.expression.domain import parse_domain
from autograder.expression.growth import growth
from autograder.expression.premises import Premises
from autograder.expression.text import parse
from autograder.expression.tree import to_wire
from autograder.sandbox.values import WireExpression
from autograder.verdict import State

SIZES = dict.fromkeys(("n", "d", "r", "h"), parse_domain("size"))
QUESTION = Question("1", "f", SIZES)


class Text:
    """A side that returns one expression."""

    def __init__(self, text, symbols=SIZES):
        self._rows = to_wire(parse(text, symbols))

    def answer(self, function=""):
        """Return the expression."""
        assert not function
        return WireExpression(self._rows)


def grade(expected, submitted, **options):
    return Growth(**options).check(Line(QUESTION, Text(submitted), Text(expected), seed=1))


@pytest.mark.parametrize("submitted", ["n**2*d", "3*n**2*d + n*d", "d*n*(n + 7)"])
def test_constants_and_dominated_terms_do_not_matter(submitted):
    """All are Θ(n² d)."""
    assert grade("n**2*d", submitted).share == 1


def test_dominated_terms_are_mentioned():
    """Beside n² d, n d can be left out."""
    message = grade("n**2*d", "n**2*d + n*d").message
    assert ("others outgrow n*d:" in message, "it can be left out" in message) == (True, True)
    message = grade("n**2*d", "n**2*d + n*d + d").message
    assert ("others outgrow n*d, d:" in message, "they can" in message) == (True, True)


def test_only_terms_that_were_written_are_mentioned():
    """The logarithm of a product is one factor, and so is a sum: d² is written, n d² is not."""
    assert not grade("n*log(n)", "n*log(n*d)", regime=("d <= n",)).message
    message = grade("n**2*d", "d*(n**2 + 3*d)", regime=("d <= n",)).message
    assert ("3*d" in message, "d**2" in message, "n**2" in message) == (True, False, False)


def test_many_terms_are_counted_and_not_named():
    message = grade("n**9", " + ".join(f"n**{k}" for k in range(1, 10))).message
    assert "8 of your terms" in message
    assert "n**2" not in message


def test_what_is_not_certain_to_be_outgrown_is_said_to_be_no_larger():
    """Where d ≤ n, d² may be as large as n d; a constant is outgrown."""
    message = grade("n*d", "n*d + d**2 + 1", regime=("d <= n",)).message
    assert "others outgrow 1" in message
    assert "d**2 is no larger" in message


def test_the_regime_decides_what_is_dominated():
    """The term n d r is dominated by n d² only where r ≤ d."""
    assert grade("n*d**2", "n*d**2 + n*d*r").share == 0
    assert grade("n*d**2", "n*d**2 + n*d*r", regime=("r <= d",)).share == 1


@pytest.mark.parametrize(
    ("submitted", "note"), [("n**3*d", "loose"), ("n*d", "not_bound"), ("n**2", "not_bound")]
)
def test_a_wrong_order_says_in_which_direction(submitted, note):
    """Too large is a loose bound, too small is none."""
    verdict = grade("n**2*d", submitted)
    assert (verdict.share, verdict.notes) == (0, (note,))
    assert "-> oo" in verdict.message


def test_an_accepted_convention_is_named():
    """Projections counted with the head."""
    accepted = {"projections counted": "n**2*d + n*d**2"}
    verdict = grade("n**2*d", "n*d*(n + d)", accepted=accepted)
    assert (verdict.share, verdict.notes) == (1, ("projections counted",))


def test_a_misreading_is_named_whatever_its_constants():
    """It earns its share, and is told nothing but its name: that explains the direction."""
    rows = Misreading(answer="n*d**2", message="That is the work per row.", share=Fraction(1, 4))
    verdict = grade("n**2*d", "5*n*d**2 + d", misreadings={"rows": rows})
    assert (verdict.share, verdict.notes) == (Fraction(1, 4), ("rows", "not_bound"))
    assert verdict.message == "That is the work per row."
    assert grade("n**2*d", "n**3*d", misreadings={"rows": rows}).notes == ("loose",)
    heads = Misreading(answer="h*n**2*d", message="That is the cost of all heads.")
    verdict = grade("n**2*d", "h*d*n**2", misreadings={"all heads": heads})
    assert (verdict.share, verdict.notes) == (0, ("all heads", "loose"))
    assert verdict.message == "That is the cost of all heads."


def test_no_direction_is_shown_outside_what_the_question_states():
    """With N ≥ 2 it is not 1, and within d ≤ n it is not d alone that grows."""
    stated = replace(QUESTION, conditions=(parse("n >= 2"), parse("d <= h and r < n")))
    line = Line(stated, Text("h*r"), Text("h*d*r"), seed=1)
    assert "d = h -> oo, n = r = 1" not in Growth().check(line).message
    assert "d = h -> oo" in Growth().check(line).message


def test_a_symbol_that_is_no_size_of_the_question_is_named():
    """With those that are."""
    symbols = {**SIZES, "m": parse_domain("size")}
    given = Line(QUESTION, Text("n*m", symbols), Text("n"), seed=1)
    verdict = Growth().check(given)
    assert (verdict.share, verdict.notes) == (0, ("malformed",))
    assert "unknown symbols: m" in verdict.message
    assert "`n`, `d`, `r` and `h`" in verdict.message


@pytest.mark.parametrize(
    ("submitted", "share", "note"),
    [
        ("n*d + d**2*log(d)", 1, "in stages"),
        ("n*d", 1, ""),
        ("n*d*log(n)", 1, "in stages"),
        ("n*d + d**2*log(d) + r*n", 1, "in stages, rows counted"),
        ("n*d*log(n)**2", 0, "loose"),
        ("n + d**2*log(d)", 0, "not_bound"),
        ("n*d + r*d", 0, "loose"),
    ],
)
def test_what_lies_between_two_orders_that_are_right_is_right(submitted, share, note):
    """From n d to a sort, each with a term r n or without it; but not from one to the other."""
    between = {
        "in stages": ("n*d", "n*d*log(n)"),
        "in stages, rows counted": ("n*d + r*n", "n*d*log(n) + r*n"),
    }
    verdict = grade("n*d", submitted, between=between, regime=("d <= n",))
    assert (verdict.share, verdict.notes) == (share, (note,) if note else ())


def test_what_may_lie_beyond_a_range_is_ours():
    """The answer is more than its least, and not certain to be less than its most."""
    verdict = grade("n", "n**d", between={"powers": ("n", "d**n")}, regime=("d <= 2*n",))
    assert verdict.state is State.UNDECIDED


@pytest.mark.parametrize("options", [{"regime": ("n",)}, {"accepted": {"none": "n - 2*n"}}])
def test_a_question_that_is_wrong_itself_is_ours(options):
    """A regime that is no inequality, an accepted order that is negative."""
    verdict = grade("n", "n**2", **options)
    assert verdict.state is State.UNDECIDED
    assert verdict.review


def test_what_cannot_be_decided_is_ours():
    """An oscillating factor has no order that is looked for."""
    assert grade("n", "n*(2 + sin(n))").state is State.UNDECIDED


@pytest.mark.parametrize(
    ("submitted", "share"),
    [("n**2*d", Fraction(1, 2)), ("n*d*log(n)", Fraction(1, 2)), ("n**3*d", 0), ("n", 0)],
)
def test_a_bound_that_is_not_tight_earns_half_up_to_a_bound(submitted, share):
    """The answer is n d, and n² d still earns half."""
    verdict = grade("n*d", submitted, half_up_to="n**2*d")
    assert verdict.share == share
    assert verdict.notes == ("not_bound" if submitted == "n" else "loose",)
    assert grade("n*d", submitted).share == 0


@pytest.mark.parametrize(
    ("submitted", "said"),
    [
        ("n**2*d", "It is too large by no more than one factor n."),
        ("n**3*d", "It is too large by more than one factor n."),
        ("n", ""),
        ("n*d", ""),
    ],
)
def test_a_bound_that_is_not_tight_is_told_how_much_too_large_it_may_be(submitted, said):
    """So that two that earn differently do not read the same sentence."""
    verdict = grade("n*d", submitted, half_up_to="n**2*d", half_says="one factor n")
    assert verdict.message.endswith(said)
    assert ("too large by" in verdict.message) == bool(said)


def test_where_a_loose_bound_is_too_large_shows_beside_every_convention():
    """Beside n d alone it is too large as n grows; where pairs are counted only as d grows."""
    accepted = {"pairs counted": "n*d + n**2", "rows counted": "n*d + r"}
    message = grade("n*d", "n**2 + n*d*d", accepted=accepted).message
    assert "as d -> oo" in message
    assert "as n -> oo" in grade("n*d", "n**2 + n*d*d").message


def test_what_exceeds_an_accepted_order_is_too_large_and_not_too_small():
    """Beside the reference it is no bound, but a smaller order would be right too."""
    message = grade("r*n**r", "n**(r + 1)", accepted={"prefixes shared": "n**r"}).message
    assert "too large" in message


def test_what_is_too_large_by_all_readings_is_shown_beside_the_largest():
    """As d grows alone h d² grows as fast as the reference; as h does, h² does not."""
    accepted = {"weights not counted": "n**2 + h*n*d"}
    verdict = grade("n**2 + h*n*d + h*d**2", "n**2 + h**2*n*d + h*d**2", accepted=accepted)
    assert verdict.message.endswith("it is too large as h -> oo, n = d = 1.")


@pytest.mark.parametrize(
    ("expected", "submitted", "accepted"),
    [
        # All d² are counted or none is: for one of h it is too small where there are many heads.
        ("n**2 + h*n*d + h*d**2", "n**2 + h*n*d + d**2", ["n**2 + h*n*d"]),
        # The symbol r may be left out, or counted for each of n rows: once for all is neither.
        ("n*d", "n*d + r", ["n*d + r*n", "n*d + r*n*log(n)"]),
        ("n*d", "n*d + r*n**2", ["n*d + r*n", "n*d + r*n*log(n)"]),
        ("n*d", "r", ["n*d + r*n"]),
    ],
)
def test_an_answer_is_told_one_direction(expected, submitted, accepted):
    """Even where it is too large by one reading of the question, and too small by another."""
    message = grade(expected, submitted, accepted={order: order for order in accepted}).message
    assert message.count("-> oo") == 1
    assert ("too large" in message) != ("too small" in message)


def test_the_direction_is_that_beside_a_reading_with_the_same_symbols():
    """Beside n d it would be too large as r grows, which is right where r is counted."""
    accepted = {"rows counted": "n*d + r*n"}
    verdict = grade("n*d", "n*d + r", accepted=accepted)
    assert (verdict.share, verdict.notes) == (0, ("not_bound",))
    verdict = grade("n*d", "n*d + r", accepted=accepted, half_up_to="n*d*r")
    assert (verdict.share, verdict.notes) == (Fraction(1, 2), ("loose",))
    assert "too large" in verdict.message


def test_a_direction_that_few_readers_would_follow_is_not_shown():
    """Of n = 2^m and the like it is said on which side the answer is wrong, and no more."""
    outcome = growth(parse("m"), parse("log(n) + m"), Premises(dict.fromkeys("nm", SIZES["n"])))
    assert outcome.direction
    for direction in ("m -> oo, n = 2**m", "N -> oo, T = log(N)", "T -> oo, N = T**T"):
        assert "oo" not in shown(replace(outcome, direction=direction))
    for direction in ("m -> oo, n = m**2", "d -> oo, n = d**(4/3), m fixed"):
        assert direction in shown(replace(outcome, direction=direction))
