"""Orders of growth: what counts as the same, and what a student is told."""

from fractions import Fraction

import pytest

from autograder.checkers.growth import Growth
from autograder.checkers.line import Line, Question
from autograder.checkers.target import Misreading
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse
from autograder.expression.tree import to_wire
from autograder.sandbox.values import Expression
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
        return Expression(self._rows)


def grade(expected, submitted, **options):
    return Growth(**options).check(Line(QUESTION, Text(submitted), Text(expected), seed=1))


@pytest.mark.parametrize("submitted", ["n**2*d", "3*n**2*d + n*d", "d*n*(n + 7)"])
def test_constants_and_dominated_terms_do_not_matter(submitted):
    """All are Θ(n² d)."""
    assert grade("n**2*d", submitted).share == 1


def test_dominated_terms_are_mentioned():
    """Beside n² d, n d can be left out."""
    assert "n*d: it can" in grade("n**2*d", "n**2*d + n*d").message
    assert "n*d, d: they can" in grade("n**2*d", "n**2*d + n*d + d").message


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
    """It earns its share, and is told its direction like any other wrong order."""
    rows = Misreading(answer="n*d**2", message="That is the work per row.", share=Fraction(1, 4))
    verdict = grade("n**2*d", "5*n*d**2 + d", misreadings={"rows": rows})
    assert (verdict.share, verdict.notes) == (Fraction(1, 4), ("rows", "not_bound"))
    assert verdict.message.splitlines() == [
        "That is the work per row.",
        "This is not an upper bound: it is too small as n -> oo, d = 1.",
    ]
    assert grade("n**2*d", "n**3*d", misreadings={"rows": rows}).notes == ("loose",)


def test_a_misreading_that_is_a_loose_bound_is_told_so():
    """It is an upper bound all the same."""
    heads = Misreading(answer="h*n**2*d", message="That is the cost of all heads.")
    verdict = grade("n**2*d", "h*d*n**2", misreadings={"all heads": heads})
    assert (verdict.share, verdict.notes) == (0, ("all heads", "loose"))
    assert "too large as h -> oo" in verdict.message


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
    verdict = grade("n", "n**d", between={"powers": ("n", "d**n")}, regime=("d <= n",))
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


def test_what_is_too_large_by_one_reading_may_be_too_small_by_another():
    """All d² are counted or none is; for one of h it is too small where there are many heads."""
    accepted = {"weights not counted": "n**2 + h*n*d"}
    message = grade("n**2 + h*n*d + h*d**2", "n**2 + h*n*d + d**2", accepted=accepted).message
    assert "it is too large as d -> oo, n = h = 1. By another reading of the question," in message
    assert message.endswith("it is too small as d = h -> oo, n = 1.")


def test_beside_conventions_with_a_symbol_of_its_own_an_answer_may_be_too_small():
    """The symbol r may be left out, or counted for each of n rows: once for all is neither."""
    accepted = {"rows counted": "n*d + r*n", "rows counted, sorted": "n*d + r*n*log(n)"}
    verdict = grade("n*d", "n*d + r", accepted=accepted, half_up_to="n*d*r")
    assert (verdict.share, verdict.notes) == (Fraction(1, 2), ("loose",))
    assert verdict.message == (
        "This is an upper bound, but not a tight one: it is too large as r -> oo, n = d = 1. "
        "Where `r` is counted, it is too small as n = r -> oo, d = 1."
    )
    assert "counted" not in grade("n*d", "n*d + r*n**2", accepted=accepted).message
    assert "counted" not in grade("n*d", "r", accepted=accepted).message
    assert "counted" not in grade("n*d", "n*d + r").message
