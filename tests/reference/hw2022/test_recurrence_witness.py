"""A recurrent network as an example: what is read, which clause fails, and what is left open."""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest

from autograder.checkers.answers.witness import Witness
from autograder.checkers.common.line import Line, Question, Unanswered
from autograder.sandbox.values import Tensor, UnsupportedValue, WireExpression
from autograder.verdict import State
from hw2022.recurrence_witness import verify_recurrence

C, S = math.cos(1), math.sin(1)
#: A rotation: its gradient has the norm 1 for ever.
RIGHT = {
    "W": [[C, -S], [S, C]],
    "activation": "identity",
    "gamma": 1,
    "delta": 0.5,
    "h0": [1, 0],
}
#: √2/2, as sympy holds it.
ROOT = [["rational", "2", []], ["rational", "1/2", []], ["pow", "", [0, 1]], ["mul", "", [1, 2]]]

#: Each is short enough, but their common denominator is not.
LONG = Fraction(1, 3**150), Fraction(1, 5**100)


@dataclass(frozen=True)
class Fixed:
    """A side whose function returns the same value whenever it is called."""

    value: Any

    def call(self):
        """Return it."""
        return self.value


@pytest.fixture
def check():
    question = Question("1.a", "f", {})
    checker = Witness(verify=verify_recurrence)

    def check(answer):
        try:
            return checker.check(Line(question, Fixed(answer), None, seed=7))
        except Unanswered as reason:
            return reason.verdict

    return check


def one(weight, activation="identity", *, gamma=1, delta=0.5, start=0):
    """A network of one unit."""
    return {"W": [[weight]], "activation": activation, "gamma": gamma, "delta": delta, "h0": start}


@pytest.mark.parametrize(
    "answer",
    [
        RIGHT,
        tuple(RIGHT.values()),
        list(RIGHT.values()),
        {**RIGHT, "W": Tensor.of([[C, -S], [S, C]]), "h0": Tensor.of([[1.0], [0.0]])},
        {**RIGHT, "W": Tensor.of([[0, -1], [1, 0]]), "h0": (Fraction(1, 3), 0.5)},
        {
            **RIGHT,
            "W": WireExpression([*ROOT, ["neg", "", [3]], ["matrix", "2,2", [3, 4, 3, 3]]]),
            "delta": WireExpression(ROOT),
        },
        {**RIGHT, "W": [[WireExpression(ROOT), Fraction(0)], [0, WireExpression(ROOT)]]},
        {"w": [[1]], "sigma": "Linear", "γ": 1, "δ": 0, "h_0": [5], "why": "an orthogonal matrix"},
        one(2, "tanh", start=1),
        one(8, "sigmoid", gamma=0.25, start=3),
        one(2, "scaled tanh", gamma=1.7159 * 2 / 3, start=-1),
        one(2, "1.7159 tanh(2x/3)", gamma=1.2, start=-1),
        one(2, " ReLU ", start=-3),
        one(1, "relu"),
        one(0.51),
        one(-1, gamma=3, delta=0.999),
        one(Fraction(1, 10**60), delta=0),
        {**RIGHT, "W": [[0.9999, 10**6], [0, 0.9999]]},
    ],
)
def test_an_example_is_right_in_any_form(check, answer):
    verdict = check(answer)
    assert (verdict.share, verdict.message) == (1, "")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("orthogonal", "got `str`."),
        (UnsupportedValue("Network"), "got `Network`."),
        ((1, 2), "got `tuple`."),
        ({"W": [[1]]}, 'The answer has no "activation".'),
        ({**RIGHT, "W": [[1, 2]]}, "W is a square matrix with at most 4 rows; got 1 × 2."),
        ({**RIGHT, "W": [1, 2, 3, 4]}, "W is a square matrix with at most 4 rows; got 4 numbers."),
        ({**RIGHT, "W": [[0] * 5] * 5}, '"W" is no matrix of at most 4 rows and columns.'),
        ({**RIGHT, "W": Tensor.of([[0] * 5] * 5)}, "with at most 4 rows; got 5 × 5."),
        (
            {**RIGHT, "h0": [[[[1]] * 4] * 4] * 4},
            '"h0" is no matrix of at most 4 rows and columns.',
        ),
        ({**RIGHT, "W": [[1, 2], [3]]}, '"W" could not be read: the rows have different lengths.'),
        ({**RIGHT, "W": [[math.nan]]}, '"W" could not be read: nan is not a number'),
        ({**RIGHT, "W": "I"}, '"W" could not be read: expected numbers, got `str`.'),
        ({**RIGHT, "W": []}, "W is a square matrix with at most 4 rows; got 0"),
        ({**RIGHT, "W": [[10**3999]]}, '"W" has a number with too many digits'),
        ({**RIGHT, "gamma": Fraction(1, 3**400)}, '"gamma" has a number with too many digits'),
        ({**RIGHT, "h0": [1]}, "h0 has as many numbers as W has rows, 2; got 1 number."),
        ({**RIGHT, "h0": [[1, 0], [0, 1]]}, "h0 has as many numbers as W has rows, 2; got 2 × 2."),
        ({**RIGHT, "h0": [1, None]}, '"h0" could not be read: expected numbers, got `None`.'),
        ({**RIGHT, "activation": "softplus"}, "got 'softplus'."),
        ({**RIGHT, "activation": None}, "got `None`."),
        ({**RIGHT, "gamma": 0}, "γ is positive; got 0."),
        ({**RIGHT, "gamma": [1, 1]}, '"gamma" could not be read: expected one number, got 2.'),
        ({**RIGHT, "delta": 1}, "δ is at least 0 and below 1; got 1."),
        ({**RIGHT, "delta": -0.1}, "δ is at least 0 and below 1; got -0.1"),
        (one(9, "sigmoid", gamma=0.2), "γ = 0.2 is no bound of |σ′| for sigmoid"),
        (one(9, "scaled tanh", gamma=1), "γ = 1 is no bound of |σ′| for scaled tanh"),
        (one(2, gamma=Fraction(99, 100)), "γ = 99/100 is no bound of |σ′| for identity"),
        (one(0.1), "Here λ₁(WᵀW) is at most δ²/γ² = 1/4: the reversed condition does not hold."),
        (one(0.5), "Here λ₁(WᵀW) is at most δ²/γ² = 1/4"),
        (one(0), "Here λ₁(WᵀW) is at most δ²/γ² = 1/4"),
        (one(0, delta=0), "Here λ₁(WᵀW) is at most δ²/γ² = 0"),
        (one(0.5 + 1e-12), "differ by less than a factor of 1 + 10⁻⁹"),
        (one(2), "an eigenvalue of W lies outside the unit circle"),
        (one(1 + 1e-5), "an eigenvalue of W lies outside the unit circle"),
        ({**RIGHT, "W": [[0, 10**12], [0, 0.6]]}, ""),
        ({**RIGHT, "W": [[1, 1], [0, 1]]}, "is 1000 for t = 1 … 1000, and 2000 for t = 1001 …"),
        (one(1.5, "tanh"), "is 1.23384e+176 for t = 1 … 1000, and 1.52236e+352 for t = 1001"),
        (one(2, "relu", start=1), "the gradient explodes: the largest"),
        (one(2, "relu"), "(relu gets exactly 0 here; with one of its two slopes there)"),
        (
            {**RIGHT, "W": [[1, LONG[0]], [LONG[1], 1]], "activation": "relu"},
            "W has too many digits for 2000 exact",
        ),
    ],
)
def test_each_clause_that_fails_is_named(check, answer, message):
    verdict = check(answer)
    assert verdict.share == (0 if message else 1)
    assert message in verdict.message


def test_no_message_tells_which_of_the_two_has_to_hold(check):
    """Where both hold and where neither does, it says so, and that they go together."""
    for answer in (one(0.1), one(2), one(2, "relu", start=1)):
        assert check(answer).message.endswith("So the two go together here.")


def test_a_linear_network_that_explodes_late_is_not_right(check):
    """What is as large as 10⁹ at first hides for 2000 steps what grows: the eigenvalue shows it."""
    rows = [[0, 10**9, 0], [0, 0, 0], [0, 0, 1.005]]
    assert "outside the unit circle" in check({**RIGHT, "W": rows, "h0": [1, 1, 1]}).message


@pytest.mark.parametrize(
    "answer",
    [
        # Grows over the whole horizon, and vanishes after it.
        {**RIGHT, "W": [[0.9999, 1000], [0, 0.9999]], "activation": "tanh", "h0": [0, 0]},
        # Goes round for ever, and comes a little closer to its largest value in the second half.
        {
            **RIGHT,
            "W": [[-0.3, 2.5, 1.7], [1.0, 0.3, 0.1], [-0.2, 1.1, -1.4]],
            "activation": "tanh",
            "h0": [0.3, -0.2, 0.1],
        },
        one(1 + 2e-9),
    ],
)
def test_what_the_horizon_leaves_open_is_ours(check, answer):
    verdict = check(answer)
    assert verdict.state is State.UNDECIDED
    assert "gradient" in verdict.review


def test_both_slopes_of_relu_at_zero_have_to_pass(check):
    """With slope 0 nothing passes; with slope 1 it is the identity."""
    for weight, share in ((1, 1), (1.01, 0)):
        assert check(one(weight, "relu")).share == share


def test_rounding_does_not_make_an_example(check):
    """0.1 + 0.2 is larger than 0.3 in floats, and its square than 0.09."""
    assert "1 + 10⁻⁹" in check(one(0.1 + 0.2, delta=0.3)).message
    assert check(one(0.1 + 0.2 + 1e-8, delta=0.3)).share == 1


def test_a_bound_that_rounding_made_too_small_is_a_bound(check):
    """The slope of the scaled tanh at 0 is no float."""
    assert check(one(2, "scaled tanh", gamma=1.1439333333, start=1)).share == 1
    assert "no bound" in check(one(2, "scaled tanh", gamma=1.1439, start=1)).message


def test_hostile_numbers_are_refused_before_they_cost_anything(check):
    """A tower of powers, an expression that takes too long, a number of many digits."""
    nine = ["rational", "9", []]
    tower = [nine, ["pow", "", [0, 0]], ["pow", "", [0, 1]], ["pow", "", [0, 2]]]
    long = [["rational", "1/3", []]]
    long += [["call", "tanh", [n]] for n in range(2_000)]
    for rows in (tower, long, [["rational", "7" * 4000, []]]):
        verdict = check({**RIGHT, "W": [[WireExpression(rows)] * 2] * 2})
        assert '"W" ' in verdict.message
