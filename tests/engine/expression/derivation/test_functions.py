"""Theorems on real functions: what follows from a curve holds, and nothing else does.

What follows is in the textbooks: Jensen's inequality and the tangent for convex functions, order
for increasing ones, the log-sum inequality. What does not follow fails for a function that has the
curve: a line, a parabola, an exponential.
"""

from itertools import pairwise

import pytest

from autograder.expression.comparison.findings import Sameness
from autograder.expression.derivation.facts import Curve, Fact, Meaning
from autograder.expression.derivation.functions import _TERMS
from autograder.expression.derivation.links import Failure
from autograder.expression.derivation.rewriting import RuleError

SYMBOLS = {
    "f": "function", "x": "real", "y": "real", "u": "probability", "p": "distribution[k]",
    "z": "vector[k]", "a": "positive", "b": "positive",
    "q": "distribution[k]", "G": "gaussian", "g": "sequence[real]",
}  # fmt: skip


def _known(*curves, name="f"):
    return {curve.value: Fact(kind="theorem", functions={name: curve}) for curve in curves}


@pytest.mark.parametrize(
    ("curves", "left", "relation", "right"),
    [
        ("convex", "f((x + y)/2)", "<=", "(f(x) + f(y))/2"),
        ("convex", "f(u*x + (1 - u)*y)", "<=", "u*f(x) + (1 - u)*f(y)"),
        ("convex", "f(p.T*z)", "<=", "p.T*f(z)"),
        ("convex", "f(y)", ">=", "f(x) + D(f)(x)*(y - x)"),
        ("convex", "D(D(f))(x)", ">=", "0"),
        ("concave", "f(p.T*z)", ">=", "p.T*f(z)"),
        ("concave", "f(y)", "<=", "f(x) + D(f)(x)*(y - x)"),
        ("increasing", "f(x)", "<=", "f(Max(x, y))"),
        ("increasing", "f(x)", "<", "f(x + a)"),
        ("increasing", "D(f)(x)", ">=", "0"),
        ("decreasing", "f(x)", ">", "f(x + a)"),
        ("increasing convex", "f(f((x + y)/2))", "<=", "(f(f(x)) + f(f(y)))/2"),
        ("convex concave", "f(u*x + (1 - u)*y)", "=", "u*f(x) + (1 - u)*f(y)"),
        ("decreasing convex", "f(Max(x, y))", "<=", "(f(x) + f(y))/2"),
    ],
)
def test_what_follows_from_a_curve_holds(world, curves, left, relation, right):
    facts = _known(*map(Curve, curves.split()))
    made = world(SYMBOLS, facts)
    assert isinstance(made.decide(left, relation, right, *facts), Sameness)
    assert not isinstance(made.decide(left, relation, right), Sameness)


@pytest.mark.parametrize(
    ("curves", "left", "relation", "right"),
    [
        ("convex", "f((x + y)/2)", "<", "(f(x) + f(y))/2"),  # not for a line
        ("convex", "f(x)", "<=", "f(x + a)"),
        ("convex", "f(x + y)", "<=", "f(x) + f(y)"),
        ("convex", "f(2*x)", ">=", "2*f(x)"),
        ("convex", "f(x)", ">=", "0"),
        ("convex", "f(x - a) + f(x + a) - 2*f(x)", "=", "f(y - a) + f(y + a) - 2*f(y)"),
        ("concave", "f(p.T*z)", "<=", "p.T*f(z)"),
        ("concave", "f(x)", "<=", "f(x + a)"),
        ("increasing", "f((x + y)/2)", "<=", "(f(x) + f(y))/2"),
        ("increasing", "f((x + y)/2)", ">=", "(f(x) + f(y))/2"),
        ("increasing", "f(x)", "<=", "x"),
        ("increasing", "f(Max(x, y))", "<=", "f(x)"),
        ("decreasing", "f(x)", "<=", "f(x + a)"),
        ("increasing convex", "f(x + a)", "=", "f(x) + f(a)"),
        ("increasing concave", "f((x + y)/2)", "<=", "(f(x) + f(y))/2"),
    ],
)
def test_what_does_not_follow_fails(world, curves, left, relation, right):
    facts = _known(*map(Curve, curves.split()))
    made = world(SYMBOLS, facts)
    assert isinstance(made.decide(left, relation, right, *facts), Failure)


OPAQUE = {"log": Meaning.ANY}
KL = "Sum(p[i]*log(p[i]/q[i]), (i, 1, k))"


@pytest.mark.parametrize(
    ("curve", "left", "relation", "right"),
    [
        ("log-sum", KL, ">=", "sum(p)*log(sum(p)/sum(q))"),
        ("log-sum", "a*log(a/b) + b*log(b/a)", ">=", "0"),
        ("concave", "Sum(p[i]*log(q[i]/p[i]), (i, 1, k))", "<=", "log(sum(q))"),
        ("increasing", "log(a)", "<", "log(a + b)"),
    ],
)
def test_of_an_opaque_logarithm_what_is_cited_is_known(world, curve, left, relation, right):
    facts = {
        **_known(Curve(curve), name="log"),
        "logarithm": Fact(kind="definition", operators={"log": Meaning.REAL}),
    }
    made = world(SYMBOLS, facts, opaque=OPAQUE)
    assert isinstance(made.decide(left, relation, right, curve), Sameness)
    assert isinstance(made.decide(left, relation, right, "logarithm"), Sameness)
    assert isinstance(made.decide(left, relation, right), Failure)


@pytest.mark.parametrize(
    ("curve", "left", "relation", "right"),
    [
        ("log-sum", KL, ">", "0"),  # not for p = q
        ("log-sum", "log(a)", "<=", "log(a + b)"),
        ("log-sum", "log(a*b)", "=", "log(a) + log(b)"),
        ("concave", KL, "<=", "0"),
        ("concave", "log(a)", "<=", "log(a + b)"),
        ("increasing", "log((a + b)/2)", ">=", "(log(a) + log(b))/2"),
    ],
)
def test_and_no_more(world, curve, left, relation, right):
    facts = _known(Curve(curve), name="log")
    made = world(SYMBOLS, facts, opaque=OPAQUE)
    assert isinstance(made.decide(left, relation, right, curve), Failure)


def test_the_logarithm_of_one_is_zero_whatever_it_is_and_exp_of_zero_is_one(world):
    made = world(SYMBOLS, opaque={"log": Meaning.ANY, "exp": Meaning.ANY})
    assert isinstance(made.decide("log(sum(p)) + exp(x - x)", "=", "1"), Sameness)
    assert isinstance(made.decide("log(a)", "=", "0"), Failure)


def test_jensens_inequality_needs_an_expectation_that_is_an_average(world):
    """A linear functional with negative weights turns it round."""
    facts = {
        "convexity": Fact(kind="assumption", functions={"f": Curve.CONVEX}),
        "average": Fact(kind="theorem", operators={"E": Meaning.AVERAGE}),
    }
    made = world(SYMBOLS, facts, opaque={"E": Meaning.LINEAR}, random=("x",))
    step = "f(E(x))", "<=", "E(f(x))"
    assert isinstance(made.decide(*step, "convexity", "average"), Sameness)
    assert isinstance(made.decide(*step, "convexity"), Failure)
    assert isinstance(made.decide(*step, "average"), Failure)
    assert isinstance(made.decide("E(x**2)", ">=", "0", "average"), Sameness)
    assert isinstance(made.decide("E(x**2)", ">=", "0"), Failure)
    assert isinstance(made.decide("E(2*x + 1)", "=", "2*E(x) + 1", "average"), Sameness)


def test_the_mean_of_an_average_may_be_cited(world):
    facts = {
        "average": Fact(kind="theorem", operators={"E": Meaning.AVERAGE}),
        "mean": Fact(kind="assumption", means={"g[i]": "y"}),
    }
    made = world(SYMBOLS, facts, opaque={"E": Meaning.LINEAR}, random=("g",))
    assert isinstance(made.decide("E(g[1])", "=", "y", "mean", "average"), Sameness)
    assert isinstance(made.decide("E(g[1]**2)", ">=", "y**2", "mean", "average"), Sameness)
    assert isinstance(made.decide("E(g[1]**2)", ">=", "y**2", "mean"), Failure)


def test_a_curve_of_what_is_no_function_is_the_rubrics_mistake(world):
    """A logarithm that is not opaque is the real one: nothing is left to be known of it."""
    for name in ("log", "x"):
        made = world(SYMBOLS, _known(Curve.CONVEX, name=name))
        with pytest.raises(RuleError, match=f"{name} is neither"):
            made.decide("x", "=", "y", "convex")


def test_every_term_has_the_derivatives_that_stand_beside_it():
    """By central differences in 60 digits, at x = 3/2."""
    mpmath = pytest.importorskip("mpmath")
    with mpmath.workdps(60):
        step, point = mpmath.mpf(10) ** -15, mpmath.mpf(3) / 2
        for term in _TERMS:
            names = {f"{letter}{number}": mpmath.mpf(number + 1) / 7
                     for letter in "ckqu" for number in range(15)}  # fmt: skip
            names |= {
                "Max": max, "sign": mpmath.sign, "log": mpmath.log, "sqrt": mpmath.sqrt,
                "hadamard": lambda left, right: left * right,
            }  # fmt: skip
            values = [
                [eval(text, {**names, "x": point + shift}) for shift in (-step, 0, step)]
                for text in term.texts
            ]
            for (before, _, after), (_, slope, _) in pairwise(values):
                assert abs((after - before) / (2 * step) - slope) < 1e-20
