"""Equations between expressions: equal, not, undecided, and without meaning."""

import pytest

from autograder.checkers.common.line import Line, Question, Unanswered
from autograder.checkers.symbolic.equations import require_shape, same
from autograder.expression.domain import DomainError, parse_domain
from autograder.expression.shape import ShapeError
from autograder.expression.text import ParseError, parse
from autograder.verdict import State

SYMBOLS = {"g": "vector[d]", "W": "matrix[d,d]", "r": "positive", "x": "real", "i": "natural"}
DOMAINS = {name: parse_domain(text) for name, text in SYMBOLS.items()}


@pytest.fixture
def line():
    """A line of which the symbols count, and nothing is asked of its sides."""
    conditions = (parse("x >= 1", DOMAINS),)
    return Line(Question("1", "f", DOMAINS, conditions=conditions), None, None, seed=5)


def read(text):
    return parse(text, DOMAINS)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("r*g/norm(g)*norm(g)", "r*g"), ("W*g + W*g", "2*W*g"), ("Abs(x)", "x"), (read("r"), "r")],
)
def test_what_is_equal_where_the_question_asks(line, answer, expected):
    """Abs(x) is x by the question's condition alone."""
    assert same(line, answer, expected)


@pytest.mark.parametrize(
    ("answer", "expected"), [("r*g", "g"), ("W*g", "W.T*g"), ("g", "r"), ("norm(g)", "g")]
)
def test_what_is_not(line, answer, expected):
    assert not same(line, answer, expected)


def test_parts_stand_for_expressions(line):
    parts = {"answer": read("-r*g/norm(g)"), "right": read("g")}
    assert same(line, "norm(answer)", "r", parts=parts)
    assert same(line, "answer*norm(right)", "-r*right", parts=parts)
    assert not same(line, "answer", "right", parts=parts)


def test_a_sum_of_the_answers_does_not_count_with_a_letter_of_the_text(line):
    """Both have an i, and the text's is a symbol of the question."""
    parts = {"answer": read("Sum(i, (i, 1, 3))")}
    assert same(line, "i*answer", "6*i", parts=parts)


def test_a_text_can_have_symbols_of_its_own(line):
    assert same(line, "Abs(c)*r", "c*r", symbols={"c": "positive"})
    assert not same(line, "Abs(c)*r", "c*r", symbols={"c": "real"})


def test_what_has_no_meaning_is_told_to_the_student(line):
    with pytest.raises(Unanswered) as raised:
        same(line, "norm(answer)", "r", parts={"answer": read("g*g")})
    assert raised.value.verdict.share == 0
    assert raised.value.verdict.notes == ("malformed",)
    assert raised.value.verdict.message.startswith("The answer has no meaning here: ")


def test_a_symbol_that_the_question_does_not_have_is_told(line):
    stranger = parse("q*g", {**DOMAINS, "q": DOMAINS["r"]})
    with pytest.raises(Unanswered) as raised:
        same(line, stranger, "g")
    assert "q is no symbol of this question" in raised.value.verdict.message


def test_what_the_checker_asks_and_has_no_meaning_is_ours(line):
    with pytest.raises(Unanswered) as raised:
        same(line, "r", "g*g")
    assert raised.value.verdict.state is State.GRADER_ERROR


def test_what_cannot_be_decided_is_ours(line):
    """A limit that is no number of any size that is tried."""
    with pytest.raises(Unanswered) as raised:
        same(line, "Sum(1/(k + x)**2, (k, 1, oo))", "Sum(1/(k + x)**2, (k, 1, oo)) + 0*x**x")
    assert raised.value.verdict.state is State.UNDECIDED
    assert raised.value.verdict.review


def test_a_text_that_is_none_is_an_error_of_the_checkers(line):
    with pytest.raises(ParseError):
        same(line, "r +", "r")
    with pytest.raises(DomainError):
        same(line, "c", "c", symbols={"c": "tall"})


@pytest.mark.parametrize(("answer", "shape"), [("r", "a scalar"), ("g.T", "1×d"), ("W", "d×d")])
def test_another_shape_is_told(line, answer, shape):
    with pytest.raises(Unanswered) as raised:
        require_shape(line, read(answer), read("g"))
    assert raised.value.verdict.notes == ("shape",)
    assert shape in raised.value.verdict.message


def test_the_same_shape_passes_and_so_does_zero(line):
    """0 stands for the vector of zeros, as it does wherever answers are compared."""
    require_shape(line, read("W*g - 2*g"), read("g"))
    require_shape(line, read("0"), read("g"))


def test_an_answer_whose_parts_do_not_fit_is_told(line):
    with pytest.raises(Unanswered) as raised:
        require_shape(line, read("g*g"), read("g"))
    assert raised.value.verdict.notes == ("malformed",)


def test_an_expected_expression_without_a_shape_is_an_error_of_the_checkers(line):
    with pytest.raises(ShapeError):
        require_shape(line, read("g"), read("g*g"))
