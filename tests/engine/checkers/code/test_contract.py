"""What a function of the reference's computes, as a closed form with bounds."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from autograder.checkers.code.closeness import differs
from autograder.checkers.code.contract import Contract, ReferenceForm
from autograder.checkers.code.precision import Precision
from autograder.checkers.common.promises import Broken
from autograder.checkers.common.ref import Target
from autograder.grading.reference import Reference
from autograder.grading.rubric import RubricLine
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.verdict import earned

REFERENCE = """
from notation import question
import torch

@question("1.layer")
class Layer: pass

def layer(X, A, b, shift):
    return torch.tanh(X @ A) + shift
"""
X, A = np.array([[0.5, -1.0], [2.0, 0.25]]), np.array([[0.5], [-0.75]])
G = np.array([[2.0], [-3.0]])


@dataclass
class Asking:
    """A checker that asks the reference, and keeps what it said."""

    dtype: str
    found: tuple = ()

    def check(self, line):
        """Ask for the output, and for the gradients."""
        form = ReferenceForm(line, Precision(line.setting, self.dtype), Target("layer"), (3.0,))
        trained = {"A": A, "b": np.ones(2)}
        self.found = form.output(X, trained), form.gradients(X, G, trained)
        return earned()


@pytest.fixture
def asked(zygote, layers):
    """Return what a form says whose module is in some dtype."""

    def asked(dtype):
        line = RubricLine(
            number="1.layer", name="", weight=Fraction(1), module=Path("test_q1.py"), test="it",
            code=True,
        )  # fmt: skip
        reference = Reference({"q1.py": REFERENCE.encode()}, b"")
        submission = Submission({"q1.py": b"class Layer: pass"})
        checker = Asking(dtype)
        with Session(zygote, reference, submission, layers=layers, seed=1) as session:
            verdict = session.grade(line, Target("Layer"), checker)
        assert verdict.share == 1, verdict.review
        return checker.found

    return asked


def test_the_output_is_the_functions_with_a_bound_of_rounding(asked):
    output, _ = asked("float64")
    right = np.tanh(X @ A) + 3
    assert not differs(right * (1 + 2.0**-52), output)
    assert differs(right + 1e-11, output)


def test_the_gradients_are_by_name_and_one_that_does_not_arrive_is_zero(asked):
    _, gradients = asked("float64")
    inner = G * (1 - np.tanh(X @ A) ** 2)
    assert list(gradients) == ["X", "A", "b"]
    assert not differs(inner @ A.T, gradients["X"])
    assert not differs(X.T @ inner, gradients["A"])
    assert differs(1.00001 * (X.T @ inner), gradients["A"])
    assert (gradients["b"].values.tolist(), gradients["b"].bound.tolist()) == ([0, 0], [0, 0])


def test_bounds_are_those_of_the_modules_precision(asked):
    exact, coarse = asked("float64")[0], asked("float32")[0]
    assert (exact.values == coarse.values).all()
    assert (coarse.bound > 2**28 * exact.bound).all()


@pytest.mark.parametrize("number", [np.nan, np.inf, 1e300])
def test_a_start_that_is_no_number_is_broken_and_any_other_is_taken_as_it_is(number):
    contract = Contract(trained={"A": A}, input=X, cotangent=G, form=None)
    assert contract.start({"A": A}) == {"A": A}
    with pytest.raises(Broken, match="At the start `A` has numbers that are not finite"):
        contract.start({"A": number * A})
