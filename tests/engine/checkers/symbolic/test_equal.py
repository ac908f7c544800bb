"""Equality of symbolic answers: what it earns, what it is called, and what it gives away."""

import re
from fractions import Fraction

import pytest

from autograder.checkers.common.known_answers import Misreading
from autograder.checkers.common.line import Line, Question, Unanswered
from autograder.checkers.common.ref import ref
from autograder.checkers.symbolic.equal import Equal
from autograder.checkers.symbolic.property import Property
from autograder.expression.decide import Definition
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse
from autograder.expression.tree import to_wire
from autograder.sandbox.values import UnsupportedValue, WireExpression
from autograder.verdict import State


class Texts:
    """A side whose functions return expressions that are given in text."""

    def __init__(self, question, answers):
        self._question, self._answers = question, answers

    def answer(self, function=""):
        """Return the expression, or the value as it is where it is no text."""
        value = self._answers[function]
        return expression(value, self._question) if isinstance(value, str) else value


def expression(text, question):
    return WireExpression(to_wire(parse(text, question.symbols)))


def line(
    expected, submitted, symbols, *, others=None, definitions=(), substitutions=None, conditions=()
):
    domains = {name: parse_domain(text) for name, text in symbols.items()}
    conditions = tuple(parse(text, domains) for text in conditions)
    question = Question("1", "f", domains, definitions, substitutions or {}, conditions)
    reference = Texts(question, {"": expected, **(others or {})})
    return Line(question, Texts(question, {"": submitted}), reference, seed=7)


SCALARS = {"x": "real", "y": "real"}
LAYER = {"X": "matrix[n,d]", "W": "matrix[d,d]", "q": "matrix[d,d]", "c": "positive"}


def test_another_form_of_the_answer_earns_everything():
    """It is shown as it was read, and the bound is left for the instructors."""
    verdict = Equal().check(line("(x + y)**2", "x**2 + 2*x*y + y**2", SCALARS))
    assert verdict.share == 1
    assert verdict.understood.plain == "x**2 + 2*x*y + y**2"
    assert verdict.review


def test_a_number_of_pythons_is_an_expression():
    """`return 4` answers a question whose answer is 4."""
    assert Equal().check(line("2 + 2", 4, {})).share == 1
    assert Equal().check(line("1/4", 0.25, {})).share == 1
    assert Equal().check(line("1/3", Fraction(1, 3), {})).share == 1


def test_a_difference_shows_the_students_value_and_never_the_expected_one():
    """At x = …, y = … theirs is so much; the right value is for the instructors."""
    verdict = Equal().check(line("1000003*x", "x", SCALARS))
    assert verdict.state is State.FAILED
    assert "x = " in verdict.message
    assert "2000006" not in verdict.message
    assert "2000006" in verdict.review


def test_an_answer_without_symbols_is_not_narrowed_down():
    """There is no point to show, so neither value is."""
    verdict = Equal().check(line("4", "5", {}))
    assert "5" not in verdict.message
    assert "4" not in verdict.message


def test_a_slip_earns_half_unless_the_line_says_otherwise():
    """The transpose is recognised though its shape differs."""
    check = line("W*q", "q.T*W.T", LAYER)
    verdict = Equal().check(check)
    assert (verdict.share, verdict.notes) == (Fraction(1, 2), ("transpose",))
    assert verdict.message.startswith("Nearly")
    verdict = Equal(slips=False).check(check)
    assert (verdict.share, verdict.notes) == (0, ("transpose",))


def test_a_slip_in_what_is_accepted_is_one_too():
    checker = Equal(accepted={"with y": "x + 2*y"})
    assert checker.check(line("x", "x - 2*y", SCALARS)).share == Fraction(1, 2)


def test_what_is_named_comes_before_a_slip():
    """A misreading has its own share, be it nothing."""
    named = Misreading(answer="2*x*y", message="That is both.")
    verdict = Equal(misreadings={"both": named}).check(line("x*y", "2*x*y", SCALARS))
    assert (verdict.share, verdict.notes) == (0, ("both",))


@pytest.mark.parametrize(("share", "earned"), [(Fraction(1, 2), Fraction(1, 4)), (0, 0)])
def test_a_minus_before_a_misreading_halves_what_it_earns(share, earned):
    named = Misreading(answer="x*y**3", share=Fraction(share), message="Nearly: a power.")
    verdict = Equal(misreadings={"power": named}).check(line("x*y", "-x*y**3", SCALARS))
    assert (verdict.share, verdict.notes) == (earned, ("power", "sign"))
    assert verdict.message == "Two slips: a power.\nIts sign is wrong, too."


def test_an_accepted_convention_is_named():
    """Stated in text or as a function of the reference's."""
    check = line("x", "x + y", SCALARS, others={"other": "y + x"})
    for answer in ("y + x", ref.other):
        verdict = Equal(accepted={"with y": answer}).check(check)
        assert (verdict.share, verdict.notes) == (1, ("with y",))
        assert "with y" in verdict.message


def test_a_misreading_is_named_and_earns_its_share():
    """The message is the rubric's."""
    misreading = Misreading(answer=ref.other, share=Fraction(1, 3), message="That is the sum.")
    check = line("x", "x + y", SCALARS, others={"other": "x + y"})
    verdict = Equal(misreadings={"sum": misreading}).check(check)
    assert (verdict.share, verdict.message) == (Fraction(1, 3), "That is the sum.")
    assert verdict.notes == ("sum",)


def test_factors_that_do_not_fit_are_named():
    """An n×d matrix times an n×d matrix has no meaning."""
    verdict = Equal().check(line("X*W", "X*X", LAYER))
    assert verdict.share == 0
    assert "n×d" in verdict.message


def test_unknown_symbols_are_named():
    """Nothing but the question's symbols can occur."""
    verdict = Equal().check(line("x", "x + theta", SCALARS))
    assert "theta" in verdict.message


def test_a_mistake_in_the_reference_is_ours():
    """Nobody can be wrong about an answer that has no meaning."""
    verdict = Equal().check(line("X*X", "X*W", LAYER))
    assert verdict.state is State.UNDECIDED
    assert verdict.review


@pytest.mark.parametrize("text", ["log(-1 - x**2)", "(-2)**x"])
def test_a_reference_without_values_is_our_mistake(text):
    verdict = Equal().check(line(text, text, {"x": "real"}))
    assert verdict.state is State.GRADER_ERROR
    assert verdict.review.startswith("the reference's answer: the expected expression is")


def test_what_cannot_be_decided_is_ours():
    """An infinite sum is not evaluated."""
    verdict = Equal().check(line("x", "Sum(x**k/factorial(k)**k, (k, 1, oo))", SCALARS))
    assert verdict.state.ours


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ([1, 2], "`list`"),
        (True, "`bool`"),
        (None, "`None`"),
        (UnsupportedValue("Model"), "`Model`"),
        (UnsupportedValue("expression", "Integral(x, x) is not read"), "Integral"),
        (WireExpression([["neg", "", [3]]]), "child"),
    ],
)
def test_what_is_no_expression_is_named(value, named):
    """The type, or why it could not be read."""
    with pytest.raises(Unanswered) as caught:
        Equal().check(line("x", value, SCALARS))
    assert named in caught.value.verdict.message


def test_definitions_of_sequences_may_be_used():
    """y[t] = W x[t] for every t, so either may be written."""
    symbols = {"W": "matrix[d,d]", "x": "sequence[vector[d]]", "y": "sequence[vector[d]]",
               "t": "natural"}  # fmt: skip
    domains = {name: parse_domain(text) for name, text in symbols.items()}
    definitions = (Definition("y", "t", parse("W*x[t]", domains)),)
    check = line("2*y[t]", "W*x[t]*2", symbols, definitions=definitions)
    assert Equal().check(check).share == 1
    wrong = line("2*y[t]", "3*W*x[t]", symbols, definitions=definitions)
    assert Equal().check(wrong).share == 0


def test_the_point_is_told_by_the_items_that_an_answer_is_made_of():
    """Those of y by their definition, and not all the x that they are made of in turn."""
    symbols = {"W": "matrix[d,d]", "x": "sequence[vector[d]]", "y": "sequence[vector[d]]",
               "z": "sequence[vector[d]]", "t": "natural"}  # fmt: skip
    domains = {name: parse_domain(text) for name, text in symbols.items()}
    definitions = (Definition("y", "t", parse("W*x[t] + y[t - 1]", domains)),)
    check = line("W.T*(z[t] - y[t])", "W.T*(z[t] - y[t - 1])", symbols, definitions=definitions)
    verdict = Equal().check(check)
    assert verdict.notes == ("off_by_one",)
    point = verdict.message.splitlines()[-1].partition(" yours is ")[0]
    assert set(re.findall(r"(\w+)(?:\[\d+\])? = ", point)) == {"t", "W", "y", "z"}
    assert (point.count("y["), point.count("z[")) == (1, 1)


def test_a_sum_that_is_empty_is_said_to_be():
    """It runs from t to 1; with its limits exchanged the answer would be right."""
    symbols = {"g": "sequence[real]", "t": "natural"}
    verdict = Equal().check(line("Sum(g[i], (i, 1, t))", "Sum(g[i], (i, t, 1))", symbols))
    assert verdict.notes == ("empty_sum",)
    assert "from t to 1 is empty" in verdict.message


def test_definitions_of_symbols_may_be_used():
    """The codes are floor(W / c), and no other rounding."""
    domains = {name: parse_domain(text) for name, text in LAYER.items()}
    substitutions = {"q": parse("floor(W/c)", domains)}
    right = line("X*(c*q - W)", "X*(c*floor(W/c) - W)", LAYER, substitutions=substitutions)
    assert Equal().check(right).share == 1
    wrong = line("X*(c*q - W)", "X*(c*ceiling(W/c) - W)", LAYER, substitutions=substitutions)
    assert Equal().check(wrong).share == 0


def test_the_point_that_is_shown_obeys_the_definitions():
    """With W = 1/2 and c = 1 the codes are 0; no other value of theirs is shown."""
    symbols = {"w": "real", "q": "integer", "c": "positive"}
    domains = {name: parse_domain(text) for name, text in symbols.items()}
    substitutions = {"q": parse("floor(w/c)", domains)}
    verdict = Equal().check(line("q", "q + c", symbols, substitutions=substitutions))
    values = dict(
        part.split(" = ") for part in verdict.message.split("At ")[1].split(" yours")[0].split(", ")
    )
    assert Fraction(values["q"]) + Fraction(values["c"]) == Fraction(
        verdict.message.split("yours is ")[1].split(",")[0]
    )
    review = dict(
        part.split(" = ") for part in verdict.review.split(" at ")[1].split(";")[0].split(", ")
    )
    assert Fraction(review["q"]) == Fraction(review["w"]) / Fraction(review["c"]) // 1


STEPS = {"A": "sequence[matrix[d,d]]", "t": "natural", "T": "natural"}


def test_a_product_has_the_direction_that_the_question_states():
    right = "A[T]*Product(A[k], (k, T-1, t+1))"
    stated = line("Product(A[k], (k, T, t+1))", right, STEPS, conditions=["t <= T"])
    assert Equal().check(stated).share == 1
    unstated = Equal().check(line("Product(A[k], (k, T, t+1))", right, STEPS))
    assert unstated.state.ours
    assert "nothing states the order of T and t + 1" in unstated.review
    students = Equal().check(line("Product(A[k], (k, T, 1))", "Product(A[k], (k, T, t))", STEPS))
    assert students.share == 0
    assert "State the order" in students.message


# ----------------------------------------------------- the right factors, in another order

OUTER = {"S": "matrix[d,d]", "g": "vector[d]", "x": "vector[d]"}


@pytest.mark.parametrize(
    ("submitted", "note"),
    [
        ("g*S*x.T", "order"),
        ("S*x.T*g", "order"),
        ("2*(g*(S/2)*x.T)", "order"),
        ("S*g*x", "transpose"),
        ("g.T*S*x.T", "order"),  # a row, and the rest as beside a column
    ],
)
def test_factors_that_do_not_fit_are_told_from_wrong_ones(submitted, note):
    """The two that do not fit are named; what they were meant for is one slip away."""
    check = line("S*g*x.T", submitted, OUTER)
    verdict = Equal().check(check)
    assert (verdict.share, verdict.notes) == (Fraction(1, 2), (note,))
    assert "their product in this order does not exist" in verdict.message
    assert "\nNearly: " in verdict.message
    assert Equal(slips=False).check(check).notes == ("malformed",)


@pytest.mark.parametrize(
    ("submitted", "note"),
    [
        ("g*x.T*S", "wrong"),  # the shapes fit
        ("x.T*S*g", "shape"),
        ("g*S*x.T + S", "malformed"),
        ("g*S.T*x.T", "malformed"),  # both out of order and turned
    ],
)
def test_other_wrong_products_earn_nothing(submitted, note):
    verdict = Equal().check(line("S*g*x.T", submitted, OUTER))
    assert (verdict.share, verdict.notes) == (0, (note,))


# ----------------------------------------- a vector in the place of its diagonal matrix

SCALED = {
    "W": "matrix[d,d]",
    "U": "matrix[d,n]",
    "v": "vector[d]",
    "g": "vector[d]",
    "h": "vector[n]",
}


@pytest.mark.parametrize(
    ("right", "submitted"),
    [
        ("W*diag(v)", "W*v"),
        ("W*diag(exp(v))", "W*exp(v)"),
        ("2*W*diag(v)*W", "2*W*v*W"),
        ("diag(v)*U", "v*U"),
        ("diag(v)*U", "hadamard(v, U)"),
        ("U*diag(h)", "hadamard(U, h.T)"),
        ("W*diag(v)", "hadamard(W, v)"),  # as one-dimensional arrays have it
        ("diag(v)*g*h.T", "v*g*h.T"),
        ("diag(v)*g", "v*g"),
        ("W + W*diag(1 - v**2)", "W + W*(1 - v**2)"),
    ],
)
def test_a_vector_for_its_diagonal_matrix_is_named(right, submitted):
    """Whether the shapes fit by chance or not; it earns half, unless slips earn nothing."""
    verdict = Equal().check(line(right, submitted, SCALED))
    assert (verdict.share, verdict.notes) == (Fraction(1, 2), ("diag",))
    assert "diag(v)" in verdict.message
    assert Equal(slips=False).check(line(right, submitted, SCALED)).share == 0


@pytest.mark.parametrize(
    ("right", "submitted", "note"),
    [
        ("W*diag(v)", "v*W", "malformed"),  # of the rows, not of the columns
        ("W*diag(v)", "W*g", "shape"),
        ("W*diag(v)", "W.T*v", "shape"),
        ("W*diag(v)", "2*W*v", "shape"),
    ],
)
def test_a_vector_elsewhere_is_no_diagonal_matrix(right, submitted, note):
    verdict = Equal().check(line(right, submitted, SCALED))
    assert (verdict.share, verdict.notes) == (0, (note,))


EVEN = Property(equations={"turned": "answer"}, where={"turned": {"x": "-x"}})


def test_an_answer_is_right_by_a_property():
    """It is named; a misreading that has it too is a misreading."""
    options = {"properties": {"an even function": EVEN}}
    verdict = Equal(**options).check(line("x**2", "cos(x)", SCALARS))
    assert (verdict.share, verdict.notes) == (1, ("an even function",))
    assert verdict.message == "Right: an even function."
    wrong = Equal(**options).check(line("x**2", "x**3", SCALARS))
    assert (wrong.share, wrong.state) == (0, State.FAILED)
    named = Misreading(answer="x**4", message="That is its square.")
    misread = Equal(misreadings={"square": named}, **options).check(line("x**2", "x**4", SCALARS))
    assert (misread.share, misread.notes) == (0, ("square",))


def test_a_property_that_cannot_be_decided_is_ours():
    """The answer differs from the reference's, and may be right all the same."""
    hard = Property(equations={"Sum(answer**k/factorial(k)**k, (k, 1, oo))": "1"})
    verdict = Equal(properties={"of a hard sum": hard}).check(line("x**2", "x", SCALARS))
    assert verdict.state is State.UNDECIDED
    assert verdict.review.startswith("of a hard sum: ")
