"""The answers to hw2022 Q2, each by another route: running the recurrences, enumerating chances."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
import sympy

from autograder.notation import evaluate

BETA, DELTA = Fraction(3, 5), Fraction(7, 3)
#: A gradient is −1 or 5 with these probabilities, independently at every step: μ = 1/2.
CHANCES = {-1: Fraction(3, 4), 5: Fraction(1, 4)}
MU = sum(value * chance for value, chance in CHANCES.items())


@pytest.fixture(scope="module")
def q2(load):
    return load("hw2022/q2_momentum.py")


@pytest.fixture
def gradients(rng):
    """Gradients g_1, g_2, … of two coordinates, from a seed that is printed."""
    return np.random.default_rng(rng.randrange(2**32)).normal(size=(12, 2))


def answer(function):
    """Call a question's function with its symbols."""
    return function(**function.__question__.arguments())


def averages(gradients, beta):
    """Run v_t = β v_{t−1} + (1 − β) g_t from v_0 = 0."""
    states, v = [], 0
    for g in gradients:
        v = beta * v + (1 - beta) * g
        states.append(v)
    return states


def momenta(gradients, alpha, epsilon):
    """Run v_t = α v_{t−1} + ε g_t from v_0 = 0."""
    states, v = [], 0
    for g in gradients:
        v = alpha * v + epsilon * g
        states.append(v)
    return states


def test_the_recursion_of_momentum_makes_its_updates(q2, gradients):
    update = np.zeros(2)
    for g, v in zip(gradients, momenta(gradients, 0.9, 0.3), strict=True):
        update = evaluate(answer(q2.momentum), update_prev=update, g=g, alpha=0.9, epsilon=0.3)
        assert update == pytest.approx(-v)


def test_the_recursion_of_the_running_average_makes_its_updates(q2, gradients):
    update = np.zeros(2)
    for g, v in zip(gradients, averages(gradients, 0.8), strict=True):
        update = evaluate(answer(q2.average), update_prev=update, g=g, beta=0.8, delta=2.5)
        assert update == pytest.approx(-2.5 * v)


def test_momentum_with_these_parameters_is_the_running_average(q2):
    """Exactly, for gradients that are numbers."""
    alpha, epsilon = (function(BETA, DELTA) for function in (q2.alpha, q2.epsilon))
    gradients = [Fraction(n, 7) for n in (3, -8, 1, 0, 5, -2)]
    same = [-v for v in momenta(gradients, alpha, epsilon)]
    assert same == [-DELTA * v for v in averages(gradients, BETA)]


def test_no_other_parameters_make_the_two_the_same(q2):
    """The first update fixes ε, the second α."""
    alpha, epsilon = sympy.symbols("alpha epsilon")
    beta, delta, first, second = sympy.symbols("beta delta g_1 g_2", positive=True)
    one, two = momenta([first, second], alpha, epsilon)
    other_one, other_two = (delta * v for v in averages([first, second], beta))
    solutions = sympy.solve([one - other_one, two - other_two], [alpha, epsilon], dict=True)
    assert len(solutions) == 1
    for symbol, function in ((alpha, q2.alpha), (epsilon, q2.epsilon)):
        assert sympy.simplify(solutions[0][symbol] - function(beta, delta)) == 0


@pytest.mark.parametrize("t", range(1, 8))
def test_the_sum_is_what_the_recurrence_gives(q2, t):
    g = dict(zip(range(1, 9), (3, -8, 1, 0, 5, -2, 7, 4), strict=True))
    expected = averages([g[i] for i in range(1, t + 1)], BETA)[-1]
    value = evaluate(answer(q2.unrolled), g=g, beta=BETA, delta=DELTA, t=t)
    assert value == pytest.approx(float(expected))


def expected_average(t, beta):
    """Return E[v_t] by enumeration of all sequences of gradients, exactly."""
    total = Fraction(0)
    for gradients in itertools.product(CHANCES, repeat=t):
        chance = Fraction(1)
        for g in gradients:
            chance *= CHANCES[g]
        total += chance * averages(gradients, beta)[-1]
    return total


@pytest.mark.parametrize("t", range(1, 7))
def test_the_expectation_is_that_of_an_enumeration(q2, t):
    assert q2.expectation(MU, BETA, t, zeta=0) == expected_average(t, BETA)


@pytest.mark.parametrize("t", range(1, 7))
def test_the_debiased_average_has_the_mean_of_a_gradient(q2, t):
    """It is linear in v, so its expectation is its value at E[v_t]."""
    assert q2.debiased(expected_average(t, BETA), BETA, t) == MU


@pytest.mark.parametrize("t", range(1, 5))
def test_the_lines_of_the_derivation_without_expectations_have_its_value(q2, t):
    proof = answer(q2.derivation)
    for step in proof.steps[1:]:
        value = evaluate(step.expression, mu=MU, beta=BETA, t=t)
        assert value == pytest.approx(float(expected_average(t, BETA)))


def test_the_derivation_joins_the_answers_before_and_after_it(q2):
    proof = answer(q2.derivation)
    unrolled, expectation = answer(q2.unrolled), answer(q2.expectation)
    assert repr(proof.start) == f"E({unrolled})"
    assert proof.steps[-1].expression == expectation


@pytest.mark.parametrize(
    ("wrong", "first", "later"),
    [
        (lambda v, _: v / (1 - BETA), True, False),
        (lambda v, t: v / (1 - BETA) ** t, True, False),
        (lambda v, t: v / BETA**t, False, False),
    ],
)
def test_what_the_messages_say_of_wrong_corrections_is_true(wrong, first, later):
    """Unbiased for t = 1 alone, or not even there."""
    assert (wrong(expected_average(1, BETA), 1) == MU) is first
    assert (wrong(expected_average(3, BETA), 3) == MU) is later
