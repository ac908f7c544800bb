"""Non-negative combinations, against scipy's floating-point programmes."""

import random
from fractions import Fraction

import numpy as np
import pytest
from scipy.optimize import linprog

from autograder.expression.asymptotics.linear_programme import Combination, Separation, combine


def vectors(*rows):
    return [[Fraction(entry) for entry in row] for row in rows]


def dot(left, right):
    return sum(a * b for a, b in zip(left, right, strict=True))


def test_a_combination_comes_with_its_weights():
    columns = vectors((1, 0), (1, 2))
    (target,) = vectors((2, 3))
    assert combine(columns, target) == Combination((Fraction(1, 2), Fraction(3, 2)))


def test_what_is_no_combination_is_separated_by_a_hyperplane():
    columns = vectors((1, 0), (1, 1))
    (target,) = vectors((-1, 1))
    proof = combine(columns, target)
    assert isinstance(proof, Separation)
    assert dot(proof.normal, target) < 0
    assert all(dot(proof.normal, column) >= 0 for column in columns)


def test_without_columns_only_zero_is_a_combination():
    assert combine([], [Fraction(0), Fraction(0)]) == Combination(())
    assert isinstance(combine([], [Fraction(0), Fraction(-2)]), Separation)


def test_a_degenerate_programme_that_cycles_under_the_textbook_rule_ends():
    """Beale's example (1955), as equations with slack variables."""
    quarter, half = Fraction(1, 4), Fraction(1, 2)
    columns = vectors(
        (quarter, half, 0), (-60, -90, 0), (Fraction(-1, 25), Fraction(-1, 50), 1), (9, 3, 0),
        (1, 0, 0), (0, 1, 0), (0, 0, 1),
    )  # fmt: skip
    assert isinstance(combine(columns, vectors((0, 0, 1))[0]), Combination)


@pytest.mark.parametrize("seed", range(3))
def test_random_programmes_agree_with_scipy_and_every_answer_is_proved(seed):
    draw = random.Random(seed)
    answers = set()
    for _ in range(250):
        height, width = draw.randint(1, 6), draw.randint(1, 9)
        columns = [
            [Fraction(draw.randint(-3, 3), draw.choice([1, 1, 2, 3])) for _ in range(height)]
            for _ in range(width)
        ]
        target = [Fraction(draw.randint(-3, 3)) for _ in range(height)]
        proof = combine(columns, target)
        answers.add(type(proof))
        matrix = np.array(columns, dtype=float).T
        oracle = linprog(np.zeros(width), A_eq=matrix, b_eq=np.array(target, dtype=float))
        assert isinstance(proof, Combination) == (oracle.status == 0), (seed, columns, target)
        if isinstance(proof, Combination):
            assert min(proof.weights) >= 0
            rows = zip(*columns, strict=True)
            assert [dot(proof.weights, row) for row in rows] == target
        else:
            assert dot(proof.normal, target) < 0
            assert all(dot(proof.normal, column) >= 0 for column in columns)
    assert answers == {Combination, Separation}, seed
