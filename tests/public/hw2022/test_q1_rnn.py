"""Q1: can the answers be read, and do they hold where the question says what comes out?"""

import numpy as np

import q1_rnn as q1
from notation import (
    evaluate,
    function,
    matrix,
    natural,
    nonnegative,
    norm2,
    positive,
    sequence,
    unit,
    vector,
)

RECURRENCE = {
    "W": matrix("d", "d"),
    "U": matrix("d", "m"),
    "b": vector("d"),
    "x": vector("m"),
    "g_prev": vector("d"),
    "h_prev": vector("d"),
    "h": vector("d"),
    "sigma": function,
}
STEP = {"W": matrix("d", "d"), "h": sequence(vector("d")), "sigma": function, "t": natural}


def the_same(x):
    """An activation that does nothing."""
    return x


# -------------------------------------------------------------- 1.1: two forms of a network


def test_the_relation_is_a_column(ask, assert_expression):
    assert_expression(ask(q1.relation, **RECURRENCE), shape=("d", 1), symbols=set(RECURRENCE))


def test_without_an_activation_the_two_forms_are_the_same(ask):
    relation = ask(q1.relation, **RECURRENCE)
    W, U, b = np.array([[1.0, 2.0], [0.5, -1.0]]), np.ones((2, 1)), np.array([0.0, 1.0])
    before, x = np.array([3.0, -2.0]), np.array([4.0])
    h = W @ before + U @ x + b
    values = {"W": W, "U": U, "b": b, "x": x, "g_prev": before, "h_prev": before, "h": h}
    assert np.allclose(evaluate(relation, **values, sigma=the_same), h)


def test_the_induction_step_is_a_derivation(ask, assert_derivation):
    assert_derivation(
        ask(q1.induction, **RECURRENCE),
        facts=("hypothesis", "definition"),
        start=lambda W, U, b, x, g_prev, sigma: sigma(W * g_prev + U * x + b),
    )


# ----------------------------------------------------------------- 1.2: vanishing gradients


def test_the_jacobian_is_a_square_matrix(ask, assert_expression):
    assert_expression(ask(q1.jacobian, **STEP), shape=("d", "d"), symbols=set(STEP))


def test_without_an_activation_the_jacobian_is_the_weights(ask):
    jacobian = ask(q1.jacobian, **STEP)
    W, states = np.array([[1.0, 2.0], [0.5, -1.0]]), {t: [3.0, -2.0] for t in range(-1, 3)}
    value = evaluate(jacobian, W=W, h=states, t=1, sigma=the_same, derivative=lambda _: 1.0)
    assert np.allclose(value, W)


def test_the_bound_on_one_step_is_a_derivation(ask, assert_derivation):
    proof = ask(
        q1.one_step,
        W=matrix("d", "d"),
        h=vector("d"),
        sigma=function,
        gamma=positive,
        delta=nonnegative,
    )
    facts = (
        "submultiplicativity",
        "norm-eigenvalue identity",
        "bounded derivative",
        "eigenvalue assumption",
    )
    assert_derivation(proof, facts=facts, end=lambda delta: delta)


def test_the_bound_on_many_steps_is_a_derivation(ask, assert_derivation):
    square = matrix("d", "d")
    proof = ask(q1.many_steps, total=square, step=sequence(square), delta=nonnegative, T=natural)
    assert_derivation(
        proof,
        facts=("chain rule", "submultiplicativity", "one-step bound", "induction hypothesis"),
        start=lambda total: norm2(total),
        end=lambda delta, T: delta**T,
    )


def test_the_limit_is_a_scalar_in_which_no_steps_are_left(ask, assert_expression):
    assert_expression(ask(q1.limit, delta=unit, T=natural), shape="scalar", symbols=("delta",))


# ------------------------------------------------------------------ 1.3: the reversed condition


def test_necessary_is_true_or_false(ask):
    value = ask(q1.necessary)
    assert value in (True, False), f"True or False, not {value!r}"


def test_sufficient_is_true_or_false(ask):
    value = ask(q1.sufficient)
    assert value in (True, False), f"True or False, not {value!r}"


def test_the_example_is_a_network(ask):
    answer = ask(q1.witness)
    keys = ("W", "activation", "gamma", "delta", "h0")
    if isinstance(answer, (tuple, list)):
        assert len(answer) == 5, f"{', '.join(keys)}: five parts, not {len(answer)}"
        answer = dict(zip(keys, answer, strict=True))
    assert set(answer) >= set(keys), f"{', '.join(keys)}, not {sorted(answer)}"
    W, h0 = (np.array(np.asarray(answer[key]).tolist(), dtype=float) for key in ("W", "h0"))
    assert W.ndim == 2, f"W is a matrix: {W}"
    assert W.shape[0] == W.shape[1] <= 4, f"W is square, with at most 4 rows: {W.shape}"
    assert h0.size == len(W), f"h0 has {len(W)} numbers, not {h0.size}"
    assert np.isfinite(W).all()
    assert np.isfinite(h0).all()
    names = ("identity", "tanh", "sigmoid", "relu", "scaled tanh")
    assert answer["activation"] in names, f"{answer['activation']!r} is none of {names}"
    assert float(answer["gamma"]) > 0, f"gamma is positive: {answer['gamma']}"
    assert 0 <= float(answer["delta"]) < 1, f"delta is at least 0, and below 1: {answer['delta']}"
