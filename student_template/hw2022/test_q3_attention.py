"""Q3: can the answers be read, and do they have the special cases that the statement gives away?"""

import numpy as np
import pytest

import q3_attention as q3
from notation import (
    Derivation,
    evaluate,
    gaussian_vector,
    index,
    matrix,
    natural,
    positive,
    sequence,
    size,
    vector,
)

HEADS = {"n": size, "d": size, "h": size}
SIZES = {"n": size, "d": size}
FEATURES = {"n": size, "m": size, "d": size}

WEIGHTS = {"B": matrix("n", "d"), "C": matrix("d", "n"), "i": index("n"), "d": natural}
ROWS = {"q": sequence(vector("d")), "k": sequence(vector("d")), "i": index("n")}
DRAWS = {"u": vector("d"), "w": sequence(vector("d")), "r": index("m")}
PAIR = {"q": vector("d"), "k": vector("d")}


# -------------------------------------------------------------------------- orders of growth


@pytest.mark.parametrize(
    ("function", "sizes"),
    [
        ("head_time", HEADS),
        ("head_space", HEADS),
        ("multihead_time", HEADS),
        ("multihead_space", HEADS),
        ("bottleneck", {"n": size}),
        ("separable_time", SIZES),
        ("separable_space", SIZES),
        ("approx_time", FEATURES),
        ("approx_space", FEATURES),
        ("crossover", SIZES),
    ],
)
def test_an_order_is_an_expression_in_sizes(ask, assert_expression, function, sizes):
    order = ask(getattr(q3, function), **sizes)
    assert_expression(order, shape="scalar", symbols=tuple(sizes))


# ------------------------------------------------------------------------------- derivations


@pytest.mark.parametrize(
    ("function", "symbols"),
    [
        ("rows_sum_to_one", {**WEIGHTS, "n": natural}),
        ("nonnegative", {**WEIGHTS, "j": index("n")}),
        ("derivation", {**PAIR, "x": gaussian_vector("d"), "d": natural}),
    ],
)
def test_a_proof_is_a_derivation(ask, function, symbols):
    proof = ask(getattr(q3, function), **symbols)
    assert isinstance(proof, Derivation), "return Derivation(start).equals(..., by=...)"


# ------------------------------------------------------------------------------- expressions


def test_the_rank_is_an_expression_in_n_and_d(ask, assert_expression):
    assert_expression(ask(q3.rank, **SIZES), shape="scalar", symbols=tuple(SIZES))


def test_a_matrix_of_one_positive_entry_has_rank_one(ask):
    assert evaluate(ask(q3.rank, **SIZES), n=1, d=1) == 1


def test_the_normaliser_is_a_scalar(ask, assert_expression):
    value = ask(q3.normaliser, **ROWS, n=natural, d=natural)
    assert_expression(value, shape="scalar", symbols=(*ROWS, "n", "d"))


def test_where_all_scores_are_zero_every_key_counts_one(ask):
    value = ask(q3.normaliser, **ROWS, n=natural, d=natural)
    zeros = {j: np.zeros((2, 1)) for j in range(1, 4)}
    assert np.isclose(evaluate(value, q=zeros, k=zeros, i=2, n=3, d=2), 3)


def test_a_feature_is_a_positive_number(ask, assert_expression):
    value = ask(q3.feature, **DRAWS, m=natural, d=natural)
    assert_expression(value, shape="scalar", symbols=(*DRAWS, "m", "d"))
    generator = np.random.default_rng(0)
    for _ in range(20):
        u, w = generator.normal(size=(2, 1)), {r: generator.normal(size=(2, 1)) for r in (1, 2, 3)}
        at = evaluate(value, u=u, w=w, r=3, m=3, d=2)
        assert at > 0, f"f maps to positive numbers, but f(u) is {at} at u = {u}, w[3] = {w[3]}"


def test_a_variance_is_not_negative(ask, assert_expression):
    value = ask(q3.variance, **PAIR, m=natural)
    assert_expression(value, shape="scalar", symbols=(*PAIR, "m"))
    generator = np.random.default_rng(1)
    for _ in range(20):
        q, k = generator.normal(size=(2, 2, 1))
        assert evaluate(value, q=q, k=k, m=5, d=2) >= 0, f"at q = {q}, k = {k}"


def test_the_factor_of_halving_makes_m_larger(ask, assert_expression):
    value = ask(q3.halving, m=natural)
    assert_expression(value, shape="scalar", symbols=("m",))
    assert evaluate(value, m=10) > 1


def test_the_number_of_draws_is_a_positive_number(ask, assert_expression):
    value = ask(q3.samples, **PAIR, tau=positive)
    assert_expression(value, shape="scalar", symbols=(*PAIR, "tau"))
    q = k = np.array([[0.5], [-0.25]])
    assert evaluate(value, q=q, k=k, tau=0.1, d=2) > 0
