"""An answer beside the right one: what it is compared with, and what is said of a difference."""

from fractions import Fraction

import pytest

from autograder.checkers.common.known_answers import Misreading
from autograder.checkers.common.line import Line, Question
from autograder.checkers.symbolic.answer import SymbolicAnswer
from autograder.checkers.symbolic.reading import understood
from autograder.expression.decide import Different
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse
from autograder.verdict import State, Understood

SYMBOLS = {"x": parse_domain("real"), "y": parse_domain("real"), "v": parse_domain("vector[d]")}


@pytest.fixture
def answer():
    def answer(expected, submitted):
        trees = [parse(text, SYMBOLS) for text in (expected, submitted)]
        return SymbolicAnswer(Line(Question("1", "f", SYMBOLS), None, None, 7), *trees,
                              understood(trees[1]))  # fmt: skip

    return answer


def test_it_agrees_with_what_equals_it_in_any_form(answer):
    given = answer("x", "(x + y)**2")
    assert given.agrees(parse("x**2 + 2*x*y + y**2", SYMBOLS))
    assert not given.agrees(given.expected)
    assert given.negative.agrees(parse("-(y + x)**2", SYMBOLS))


def test_an_expression_without_meaning_has_no_shape(answer):
    given = answer("v", "x")
    assert str(given.shape(given.expected)) == "d×1"
    assert given.shape(parse("v*v", SYMBOLS)) is None


def test_the_first_misreading_that_it_is_explains_it(answer):
    misreadings = {
        "square": Misreading(answer="x**2", message="No."),
        "twice": Misreading(answer="2*x", share=Fraction(1, 2), message="Twice."),
        "sum": Misreading(answer="x + x", message="Never told."),
    }
    given = answer("x", "x + x")
    verdict = given.explained(given.known(misreadings), given.agrees, also=["beside"])
    assert (verdict.share, verdict.message) == (Fraction(1, 2), "Twice.")
    assert (verdict.notes, verdict.understood) == (
        ("twice", "beside"),
        Understood("x + x", "x + x"),
    )
    assert given.explained(given.known({}), given.agrees) is None


def test_a_difference_is_shown_in_the_answers_own_symbols(answer):
    outcome = Different("", "", {"x": "2", "y": "3"}, "4", "5", "by far")
    assert answer("y", "x").where(outcome) == ["At x = 2 yours is 5, which is not right."]
    assert answer("y", "1").where(outcome) == []
    verdict = answer("y", "x").different(outcome)
    assert verdict.review == "expected 4, got 5 at x = 2, y = 3; by far"
    assert verdict.message.startswith("This is not the right answer.\nAt x = 2")


def test_what_is_our_fault_is_told_from_what_is_undecided(answer):
    given = answer("x", "y")
    assert given.pending("why").state is State.UNDECIDED
    assert given.pending("why", our_fault=True).state is State.GRADER_ERROR
