"""The answers to hw2022 Q1, each by another route: simulation, autograd, counterexamples."""

import math

import numpy as np
import pytest
import torch

from autograder import notation
from autograder.notation import dimension, evaluate

# What goes in beside its derivative, to be evaluated on numbers.
ACTIVATIONS = {
    "tanh": (math.tanh, lambda x: 1 - math.tanh(x) ** 2, torch.tanh),
    "sigmoid": (
        lambda x: 1 / (1 + math.exp(-x)),
        lambda x: math.exp(-x) / (1 + math.exp(-x)) ** 2,
        torch.sigmoid,
    ),
    "sine": (math.sin, math.cos, torch.sin),
}
every_activation = pytest.mark.parametrize("activation", ACTIVATIONS)


@pytest.fixture(scope="module")
def q1(load):
    return load("hw2022/q1_rnn.py")


@pytest.fixture
def normal(rng):
    """Normal random arrays, from a seed that is printed."""
    return np.random.default_rng(rng.randrange(2**32)).normal


def answer(function):
    """Call a question's function with its symbols."""
    return function(**function.__question__.arguments())


def expressions(proof):
    return [proof.start, *(step.expression for step in proof.steps)]


def network(normal, activation, steps=4, d=3, m=2):
    """Run both forms on the same random inputs; return weights, inputs and both sequences."""
    sigma = np.vectorize(ACTIVATIONS[activation][0])
    W, U, b = normal(size=(d, d)), normal(size=(d, m)), normal(size=d)
    x = normal(size=(steps + 1, m))
    h = [normal(size=d)]
    g = [sigma(h[0])]
    for t in range(1, steps + 1):
        h.append(W @ sigma(h[-1]) + U @ x[t] + b)
        g.append(sigma(W @ g[-1] + U @ x[t] + b))
    return W, U, b, x, h, g


@every_activation
def test_the_relation_holds_at_every_step_of_both_forms(q1, normal, activation):
    """Two networks that have only the inputs in common, and their starts."""
    W, U, b, x, h, g = network(normal, activation)
    for t in range(1, len(h)):
        values = {"W": W, "U": U, "b": b, "x": x[t], "g_prev": g[t - 1], "h_prev": h[t - 1]}
        sigma = ACTIVATIONS[activation][0]
        assert evaluate(answer(q1.relation), h=h[t], sigma=sigma, **values) == pytest.approx(g[t])


@every_activation
def test_every_line_of_the_induction_step_is_the_state(q1, normal, activation):
    W, U, b, x, h, g = network(normal, activation)
    values = {"W": W, "U": U, "b": b, "x": x[2], "g_prev": g[1], "h_prev": h[1], "h": h[2]}
    for line in expressions(answer(q1.induction)):
        value = evaluate(line, sigma=ACTIVATIONS[activation][0], **values)
        assert value == pytest.approx(g[2])


def step_jacobian(W, activation, before, *, usual=False):
    """Differentiate one step with autograd: of the form studied here, or of the usual one."""
    sigma, weights = ACTIVATIONS[activation][2], torch.from_numpy(W)

    def step(state):
        return sigma(weights @ state) if usual else weights @ sigma(state)

    return torch.autograd.functional.jacobian(step, torch.from_numpy(before)).numpy()


@every_activation
def test_the_jacobian_is_that_of_autograd(q1, normal, activation):
    sigma, slope, _ = ACTIVATIONS[activation]
    W, h = normal(size=(4, 4)), {t: normal(size=4) for t in range(3)}
    given = {"W": W, "h": h, "sigma": sigma, "derivative": slope, "t": 2}
    value = evaluate(answer(q1.jacobian), **given)
    assert value == pytest.approx(step_jacobian(W, activation, h[1]))


@every_activation
def test_what_is_named_the_usual_form_is_its_jacobian(normal, activation):
    """∂g_t/∂g_{t−1} is diag(σ′(h_t)) W, where h_t is what σ is applied to."""
    _, slope, _ = ACTIVATIONS[activation]
    W, before = normal(size=(3, 3)), normal(size=3)
    expected = np.diag(np.vectorize(slope)(W @ before)) @ W
    assert step_jacobian(W, activation, before, usual=True) == pytest.approx(expected)


def contracting(normal, d, gamma, delta):
    """Draw weights for which the assumption is tight."""
    W = normal(size=(d, d))
    return W * delta / gamma / np.linalg.norm(W, 2)


@every_activation
@pytest.mark.parametrize("delta", [0.0, 0.5, 0.99])
def test_the_bound_on_one_step_holds_line_by_line(q1, normal, activation, delta):
    sigma, slope, _ = ACTIVATIONS[activation]
    gamma = {"tanh": 1, "sigmoid": 0.25, "sine": 1}[activation]
    for _ in range(20):
        W, h = contracting(normal, 3, gamma, delta), normal(size=3)
        given = {"W": W, "h": h, "sigma": sigma, "derivative": slope}
        values = [
            evaluate(line, gamma=gamma, delta=delta, **given)
            for line in expressions(answer(q1.one_step))
        ]
        norm = np.linalg.norm(step_jacobian(W, activation, h), 2)
        assert values[0] == pytest.approx(norm)
        assert values == pytest.approx(sorted(values))
        assert values[-1] == delta


@pytest.mark.parametrize("proof", ["many_steps", "many_steps_by_induction"])
def test_the_bound_on_many_steps_holds_line_by_line(q1, normal, proof):
    symbols = q1.many_steps.__question__.arguments()
    for T in (1, 2, 7):
        steps = [contracting(normal, 3, 1, 0.9) for _ in range(T)]
        total = np.linalg.multi_dot([*reversed(steps), np.eye(3)])
        given = {"total": total, "step": steps, "delta": 0.9, "T": T, "d": 3}
        values = [evaluate(line, **given) for line in expressions(getattr(q1, proof)(**symbols))]
        assert values[0] == pytest.approx(np.linalg.norm(total, 2))
        assert values == pytest.approx(sorted(values))
        assert values[-1] == pytest.approx(0.9**T)


@pytest.mark.parametrize("delta", [1e-9, 0.5, 0.999])
def test_the_bound_gets_below_everything(q1, delta):
    """However small ε, δ^T < ε from T = log ε / log δ on: so the limit is where that ends."""
    for epsilon in (1e-3, 1e-100):
        T = math.ceil(math.log(epsilon) / math.log(delta)) + 1
        assert abs(delta**T - q1.limit(delta, T)) < epsilon


def largest_gradients(W, slope, steps):
    """Return ‖∂h_t/∂h_0‖ for t = 1, 2, … of an activation whose slope is the same everywhere."""
    norms, total = [], np.eye(len(W))
    for _ in range(steps):
        total = slope * W @ total
        norms.append(np.linalg.norm(total, 2))
    return norms


def test_the_reversed_condition_is_necessary(q1, normal):
    """Without it the gradient is at most δ^t, for any activation that obeys |σ′| ≤ γ."""
    assert q1.necessary() is True
    for _ in range(20):
        norms = largest_gradients(contracting(normal, 4, 0.7, 0.95), 0.7, 50)
        bounds = [0.95**t for t in range(1, 51)]
        assert all(norm <= bound * (1 + 1e-9) for norm, bound in zip(norms, bounds, strict=True))


def test_the_reversed_condition_is_not_sufficient(q1):
    """A nilpotent matrix may be as large as it likes: its square is zero."""
    assert q1.sufficient() is False
    W = np.array([[0.0, 100.0], [0.0, 0.0]])
    assert np.linalg.eigvalsh(W.T @ W)[-1] > 0.5**2 / 1**2
    assert largest_gradients(W, 1, 10)[1:] == [0] * 9


def test_the_witness_meets_the_condition_and_forgets(q1):
    network = q1.witness()
    W = np.array(network["W"], dtype=float)
    assert network["activation"] == "identity"
    assert np.linalg.eigvalsh(W.T @ W)[-1] > network["delta"] ** 2 / network["gamma"] ** 2
    assert largest_gradients(W, 1, 20) == [2, *[0] * 19]
    assert len(network["h0"]) == len(W)


def test_the_shapes_are_those_of_the_statement(q1):
    assert notation.shape(answer(q1.jacobian)) == (dimension("d"), dimension("d"))
    assert notation.shape(answer(q1.relation)) == (dimension("d"), 1)
