"""Random features: the formula's, others that are as right, and those that are not."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from autograder.checkers.code.close import Close
from autograder.checkers.code.inputs import Case, Normal
from autograder.checkers.common.line import Line
from autograder.checkers.common.ref import Target, ref
from autograder.grading.reference import Reference
from autograder.grading.rubric import RubricLine
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.verdict import State
from hw2022 import random_features, unbiased
from hw2022.random_features import DRAWS, FEATURES
from hw2022.unbiased import LIMIT, PAIRS, UnbiasedFeatures

REFERENCE = """
import torch
from notation import question

@question("1.features")
def features(u, w):
    return torch.exp(u @ w.mT - (u**2).sum(-1, keepdim=True) / 2) / w.shape[0] ** 0.5

def kernel(q, k):
    return torch.exp((q * k).sum(-1))
"""
# Of length 1000: some product with a row of w is larger than any exponent may be.
FAR = [[600, 800], [-600, -800], [800, -600], [-800, 600]]
CHECKER = UnbiasedFeatures(
    values=Close(
        arguments=(Normal("u", "... d"), Normal("w", "m d")),
        cases=(
            Case({"d": 3, "m": 2}, batch=(2,)),
            Case({"d": 2, "m": 12}, batch=(4,), values={"u": FAR}),
            Case({"d": 2, "m": 3}, batch=(2,), dtype="float32"),
        ),
        gradient=True,
    ),
    kernel=ref.kernel,
)
FORMULA = "torch.exp(u @ w.mT - (u**2).sum(-1, keepdim=True) / 2) / w.shape[0] ** 0.5"


@pytest.fixture
def check(zygote, layers):
    """Grade features of u and w, an expression."""

    def check(expression, *, seed=1):
        line = RubricLine(
            number="1.features", name="", weight=Fraction(1), module=Path("test_q1.py"),
            test="test_it", code=True,
        )  # fmt: skip
        source = f"import torch\ndef features(u, w):\n    return {expression}\n"
        with Session(
            zygote,
            Reference({"q1.py": REFERENCE.encode()}, b""),
            Submission({"q1.py": source.encode()}),
            layers=layers,
            seed=seed,
        ) as session:
            return session.grade(line, Target("features"), CHECKER)

    return check


def test_the_formula_is_right(check):
    verdict = check(FORMULA)
    assert (verdict.share, verdict.message) == (1, "")


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    "expression",
    [
        FORMULA.replace("u @ w.mT", "-u @ w.mT"),
        FORMULA.replace("w.mT", "w.flip(0).mT"),
        # The square of one feature is twice as large, and that of the other vanishes.
        f"({FORMULA}) * (torch.arange(len(w)) % 2 * 2 * (len(w) // 2 * 2 == len(w))"
        " + (len(w) % 2)).to(u.dtype).sqrt()",
    ],
    ids=["minus", "order", "half of them"],
)
def test_other_features_are_right_if_their_mean_is(check, expression, seed):
    verdict = check(expression, seed=seed)
    assert verdict.share == 1, verdict.message
    assert verdict.notes == ("other features",)


@pytest.mark.parametrize(
    ("expression", "note", "text"),
    [
        (FORMULA.replace("/ 2)", ")"), "values", "standard errors below exp(qᵀk)"),
        (FORMULA.replace("- (u", "- 0.9 * (u"), "values", "standard errors above exp(qᵀk)"),
        (FORMULA.replace("- (u", "+ (u"), "not finite", "some are nan or infinite."),
        (f"1.03 * ({FORMULA})", "values", "standard errors above exp(qᵀk)"),
        (f"({FORMULA}) + 1e-6", "values", "The result differs"),
        (f"torch.cos(u @ w.mT) + 0 * {FORMULA}", "negative", "some are negative"),
        (f"({FORMULA}).detach()", "gradient", "No gradient reaches `u`"),
        (f"({FORMULA})[..., :1]", "shape", "The shape of the result is"),
        (
            "torch.exp(-u @ w.mT) * torch.exp(-(u**2).sum(-1, keepdim=True) / 2) / w.shape[0]**.5",
            "not finite", "Other features would do, but not these: some are nan or infinite.",
        ),
    ],
)  # fmt: skip
def test_features_that_are_not_right_lose(check, expression, note, text):
    verdict = check(expression)
    assert (verdict.share, verdict.notes) == (0, (note,)), verdict.message
    assert text in verdict.message


# Where the mean is estimated, and nowhere else.
WHERE = "(1.0 if len(w) > 100 else 0.0)"
MINUS = FORMULA.replace("u @ w.mT", "-u @ w.mT")


@pytest.mark.parametrize(
    ("expression", "note", "text"),
    [
        (f"({MINUS}) * (1 - 2 * {WHERE})", "negative", "some are negative"),
        (f"({MINUS}).float() if {WHERE} else {MINUS}", "dtype", "dtype float32, not float64"),
        (f"({MINUS}).numpy() if {WHERE} else {MINUS}", "type", "no tensor, but `numpy array`"),
        (f"({MINUS}).T if {WHERE} else {MINUS}", "shape", "depends on more than that of u and w"),
        (f"({MINUS}) + 0j if {WHERE} else {MINUS}", "dtype", "the dtype complex128"),
        (f"({MINUS}) * (1 + 1e-9 * {WHERE} * len(u))", "rows", "beside other vectors"),
        (f"({MINUS}) * (1 + 1e-9 * {WHERE} * u.mean())", "rows", "beside other vectors"),
        (f"({MINUS}) + 1e200 * {WHERE}", "values", "inner products are too large"),
        (f"({MINUS}) + 1e100 * {WHERE}", "values", "inner products are too large"),
        (f"({MINUS}) + 1e60 * {WHERE}", "values", "standard errors above exp(qᵀk)"),
    ],
    ids=["sign", "dtype", "numpy", "shape", "complex", "count", "mean", "1e200", "1e100", "1e60"],
)  # fmt: skip
def test_the_features_that_are_multiplied_are_looked_at_too(check, expression, note, text):
    verdict = check(expression)
    assert (verdict.share, verdict.notes) == (0, (note,)), verdict.message
    assert text in verdict.message


def test_features_from_which_nothing_deviates_are_left_to_a_person(check):
    """In few draws they are huge: their mean is wrong by far, and its standard error as large."""
    verdict = check("torch.ones_like(u @ w.mT) * (100.0 if w[0, 0] > 2 else 0.0) + 0 * (u @ w.mT)")
    assert (verdict.state, verdict.share) == (State.UNDECIDED, 0)
    assert "other features, with a standard error of" in verdict.review


def test_a_defect_of_the_formula_is_no_other_map(check):
    """What agrees with the formula on short vectors is not judged by its mean."""
    verdict = check("torch.exp((u @ w.mT - (u**2).sum(-1, keepdim=True) / 2).clamp(min=-20))"
                    " / w.shape[0] ** 0.5")  # fmt: skip
    assert (verdict.share, verdict.notes) == (0, ("values",))
    assert "standard errors" not in verdict.message


def test_the_same_seed_gives_the_same_estimate(check):
    wrong = FORMULA.replace("/ 2)", ")")
    assert check(wrong).message == check(wrong).message != check(wrong, seed=2).message


# ------------------------------------------------------------------------------- the false alarms


def test_right_features_are_refused_less_than_once_in_ten_million_lines():
    """Each pair's deviation follows Student's t; a line has several pairs."""
    tail = 2 * stats.t.sf(LIMIT, DRAWS - 1)
    assert tail == pytest.approx(7e-9, rel=0.05)
    assert PAIRS * tail < 1e-7
    assert tail > 2 * stats.norm.sf(LIMIT)  # the normal law alone would promise too much


def test_the_samples_are_a_hundred_thousand():
    assert DRAWS * FEATURES == 100_000


def test_a_draws_mean_is_nearly_normal(rng):
    """A sample is lognormal with deviation ‖q + k‖: its skewness, divided by the root of the count.

    The third moment of an estimate is what spoils Student's law; it is below 0.1 for all of them.
    """
    line = Line(None, None, None, rng.getrandbits(32))
    (axis,) = random_features.directions(line, "axes", 1)
    q, k = unbiased._vectors(line, "q", 3 * axis), unbiased._vectors(line, "k", -3 * axis)
    assert np.linalg.norm(q[-1]) > 2
    for length in np.linalg.norm(q + k, axis=-1):
        assert length <= 1.2 + 1e-9
        spread = np.exp(length**2)
        skewness = (spread + 2) * np.sqrt(spread - 1)
        assert skewness / np.sqrt(DRAWS * FEATURES) < 0.1


def test_deviations_of_right_features_are_as_often_large_as_students_law_says(rng):
    """Estimates of a lognormal mean, each from means as in a line: none is beyond 6."""
    generator = np.random.RandomState(rng.getrandbits(32))
    length, count = 1.2, 400
    exact = np.exp(length**2 / 2)
    deviations = []
    for _ in range(count):
        means = np.exp(length * generator.standard_normal((DRAWS, FEATURES))).mean(axis=1)
        deviations.append((means.mean() - exact) / (means.std(ddof=1) / np.sqrt(DRAWS)))
    assert np.max(np.abs(deviations)) < LIMIT
    share = np.mean(np.abs(deviations) > 2)
    law = 2 * stats.t.sf(2, DRAWS - 1)
    assert abs(share - law) < 5 * np.sqrt(law / count)
