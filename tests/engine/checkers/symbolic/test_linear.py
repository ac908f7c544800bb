"""Answers that are linear in a symbol: what earns a part, and what is named before that."""

from fractions import Fraction

import pytest

from autograder.checkers.common.known_answers import Misreading
from autograder.checkers.common.line import Line, Question, Unanswered
from autograder.checkers.symbolic.linear import Linear
from autograder.expression.decide import Definition
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse
from autograder.expression.tree import to_wire
from autograder.sandbox.values import WireExpression
from autograder.verdict import State, lost

SYMBOLS = {
    name: parse_domain(text)
    for name, text in {
        "g": "sequence[real]", "t": "natural", "b": "unit", "c": "positive", "v": "vector[d]",
        "x": "real", "y": "sequence[real]", "h": "sequence[real]", "q": "unit",
    }.items()
}  # fmt: skip
AVERAGE = "(1 - b)*Sum(b**(t - i)*g[i], (i, 1, t))"
HALF = Fraction(1, 2)


class Text:
    """A side that returns an expression given in text."""

    def __init__(self, text):
        self._text = text
        self.asked = 0

    def answer(self, _function=""):
        """Return the expression."""
        self.asked += 1
        if isinstance(self._text, Unanswered):
            raise self._text
        return WireExpression(to_wire(parse(self._text, SYMBOLS)))


def check(checker, right, submitted):
    return checker.check(Line(Question("1", "f", SYMBOLS), Text(submitted), Text(right), seed=7))


MULTIPLE = Linear(of="g", multiple=HALF)
SHIFTED = Linear(of="v", shifted=HALF)


def test_the_right_answer_earns_everything_in_any_form():
    verdict = check(MULTIPLE, AVERAGE, "Sum(b**j*g[t - j]*(1 - b), (j, 0, t - 1))")
    assert verdict.share == 1
    assert verdict.understood is not None


@pytest.mark.parametrize("factor", ["1/(1 - b)", "-c", "2", "t", "b**t"])
def test_a_multiple_earns_its_share(factor):
    verdict = check(MULTIPLE, AVERAGE, f"{factor}*{AVERAGE}")
    assert (verdict.share, verdict.notes) == (HALF, ("multiple",))
    assert verdict.message == "This is right up to a factor in which g does not occur."


@pytest.mark.parametrize(
    "answer", ["0", f"g[1]*{AVERAGE}", f"x + {AVERAGE}", "Sum(g[i], (i, 1, t))"]
)
def test_what_is_no_multiple_earns_nothing(answer):
    assert check(MULTIPLE, AVERAGE, answer).share == 0


@pytest.mark.parametrize(("factor", "share"), [("-c", HALF), ("1/b", HALF), ("t", 0), ("b**t", 0)])
def test_a_factor_may_have_to_be_constant_in_other_symbols_too(factor, share):
    """Either way the sentence says what occurs in it."""
    checker = Linear(of="g", multiple=HALF, constant_in=("t",))
    verdict = check(checker, AVERAGE, f"{factor}*{AVERAGE}")
    assert verdict.share == share
    assert ("g and t do not occur" if share else "but t occurs in it") in verdict.message


def test_a_line_that_does_not_say_so_gives_nothing_for_parts():
    verdicts = [
        check(Linear(of="g", shifted=HALF), AVERAGE, f"3*{AVERAGE}"),
        check(MULTIPLE, AVERAGE, f"{AVERAGE} + x"),
        check(SHIFTED, "v/(1 - b)", "v"),
    ]
    assert all(verdict.share == 0 for verdict in verdicts)
    assert not any("is right" in verdict.message for verdict in verdicts)


@pytest.mark.parametrize("term", ["ones(d)", "-x*ones(d)", "b**t*ones(d)"])
def test_a_term_too_many_earns_its_share(term):
    verdict = check(SHIFTED, "v/(1 - b**t)", f"v/(1 - b**t) + {term}")
    assert (verdict.share, verdict.notes) == (HALF, ("term too many",))
    assert "v is right" in verdict.message


@pytest.mark.parametrize("answer", ["v", "v/(1 - b**t) + v*norm(v)", "ones(d)", "v.T", "1"])
def test_another_coefficient_earns_nothing(answer):
    assert check(SHIFTED, "v/(1 - b**t)", answer).share == 0


def test_what_is_named_comes_before_the_share_of_a_multiple():
    """An exponent that is too low is a multiple too, but nobody meant it so."""
    low = Misreading(answer=AVERAGE.replace("t - i", "t - i - 1"), message="Try t = 1.")
    checker = Linear(of="g", multiple=HALF, misreadings={"exponents": low})
    verdict = check(checker, AVERAGE, "(1 - b)*Sum(b**(t - i - 1)*g[i], (i, 1, t))")
    assert (verdict.share, verdict.notes, verdict.message) == (0, ("exponents",), "Try t = 1.")


def test_a_factor_that_is_known_is_named():
    """It may stand before the right answer, where it has its share, or before a misreading."""
    low = Misreading(answer=AVERAGE.replace("t - i", "t - i - 1"), message="Try t = 1.")
    factor = Misreading(answer="-c", share=Fraction(1, 4), message="That is the update.")
    checker = Linear(
        of="g", multiple=HALF, misreadings={"exponents": low}, factors={"update": factor}
    )
    verdict = check(checker, AVERAGE, f"-c*{AVERAGE}")
    assert (verdict.share, verdict.notes) == (Fraction(1, 4), ("update",))
    verdict = check(checker, AVERAGE, "-c*(1 - b)*Sum(b**(t - i - 1)*g[i], (i, 1, t))")
    assert (verdict.share, verdict.notes) == (0, ("exponents",))


def test_a_slip_earns_half_but_where_it_is_paid_in_the_factor():
    """Twice the answer is a multiple, and worth what a multiple is."""
    assert check(Linear(of="v"), "v/(1 - b**t)", "v/(1 + b**t)").notes == ("sign",)
    assert check(Linear(of="v"), "v/(1 - b**t)", "2*v/(1 - b**t)").share == HALF
    third = Linear(of="g", multiple=Fraction(1, 3))
    assert check(third, AVERAGE, f"2*{AVERAGE}").share == Fraction(1, 3)
    assert check(third, AVERAGE, AVERAGE.replace("1 - b", "1 + b")).notes == ("multiple",)


def test_a_minus_before_a_misreading_halves_what_it_earns():
    limit = Misreading(answer="v", share=HALF, message="Nearly: that is the limit.")
    verdict = check(Linear(of="v", misreadings={"limit": limit}), "v/(1 - b**t)", "-v")
    assert (verdict.share, verdict.notes) == (Fraction(1, 4), ("limit", "sign"))
    assert verdict.message == "Two slips: that is the limit.\nIts sign is wrong, too."


def test_other_wrong_answers_are_told_where_they_differ():
    verdict = check(Linear(of="x", multiple=HALF), "x", "x*c + x**2")
    assert verdict.share == 0
    assert "which is not right" in verdict.message


def test_unknown_symbols_are_named():
    assert "theta is no symbol" in check(MULTIPLE, "x", "theta*x").message


def test_what_cannot_be_decided_is_ours():
    """Also where it is known to be wrong, but not whether it is what would be named."""
    endless = "Sum(x**k/factorial(k)**k, (k, 1, oo))"
    assert check(MULTIPLE, "x", endless).state.ours
    named = Linear(of="x", misreadings={"series": Misreading(answer=endless, message="No.")})
    assert check(named, "x", "x + 1").state.ours


def outcome_where(checker, right, submitted):
    """Check where y[t] is 2*h[t], and q is 1 - b."""
    made = {"y[t]": "2*h[t]", "q": "1 - b"}
    y, q = (parse(text, SYMBOLS) for text in made.values())
    question = Question("1", "f", SYMBOLS, (Definition("y", "t", y),), {"q": q})
    verdict = checker.check(Line(question, Text(submitted), Text(right), seed=7))
    return verdict.share, verdict.notes


NOTHING = (0, ("wrong",))
ADDED = (HALF, ("term too many",))
UP_TO_A_FACTOR = (HALF, ("multiple",))


@pytest.mark.parametrize("answer", ["c*y[t] + 3", "2*c*h[t] + 3", "3 + (c*y[t] + 2*c*h[t])/2"])
def test_a_term_is_too_many_whatever_definition_the_rest_is_written_in(answer):
    checker = Linear(of="c", shifted=HALF)
    assert outcome_where(checker, "c*y[t]", answer) == ADDED
    assert outcome_where(checker, "c*y[t]", f"{answer} + c") == NOTHING


@pytest.mark.parametrize("answer", ["x*c*y[t]", "2*x*c*h[t]", "(1 - b)*c*h[t]", "q*c*y[t]"])
def test_a_factor_is_too_many_whatever_definition_the_rest_is_written_in(answer):
    checker = Linear(of="y", multiple=HALF, constant_in=("c",))
    assert outcome_where(checker, "c*y[t]", answer) == UP_TO_A_FACTOR


@pytest.mark.parametrize("of", ["y", "h"])
@pytest.mark.parametrize("term", ["h[t]", "y[t]", "3*h[1]"])
def test_what_a_symbol_is_made_of_is_not_free_of_it(of, term):
    """Nor is what is made of it."""
    assert outcome_where(Linear(of=of, shifted=HALF), "c*y[t]", f"c*y[t] + {term}") == NOTHING
    factor = f"c*y[t]*({term})"
    assert outcome_where(Linear(of=of, multiple=HALF), "c*y[t]", factor) == NOTHING


def test_a_factor_that_has_to_be_constant_is_so_in_what_its_symbols_are_made_of():
    checker = Linear(of="x", multiple=HALF, constant_in=("q",))
    assert outcome_where(checker, "x", "c*x") == UP_TO_A_FACTOR
    assert outcome_where(checker, "x", "b*x")[0] == 0


def test_misreadings_and_factors_are_named_in_any_form():
    named = Misreading(answer="c + y[t]", message="No.")
    factor = Misreading(answer="q", share=HALF, message="Nearly.")
    checker = Linear(of="c", misreadings={"sum": named}, factors={"rest": factor})
    assert outcome_where(checker, "c*y[t]", "c + 2*h[t]") == (0, ("sum",))
    assert outcome_where(checker, "c*y[t]", "-c - 2*h[t]") == (0, ("sum", "sign"))
    assert outcome_where(checker, "c*y[t]", "2*(1 - b)*c*h[t]") == (HALF, ("rest",))
    assert outcome_where(checker, "c*y[t]", "(1 - b)*(c + 2*h[t])") == (0, ("sum",))


def test_the_code_of_either_side_is_called_once():
    submitted, reference = Text("v/(1 - b**t) + ones(d)"), Text("v/(1 - b**t)")
    assert SHIFTED.check(Line(Question("1", "f", SYMBOLS), submitted, reference, 7)).share == HALF
    assert (submitted.asked, reference.asked) == (1, 1)


def test_no_answer_is_no_answer():
    with pytest.raises(Unanswered):
        check(MULTIPLE, "x", Unanswered(lost("not answered", state=State.FAILED)))
