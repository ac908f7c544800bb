"""The answers to hw2025 Q3 by another route: autograd on the network as it is written down."""

import numpy as np
import pytest
import torch

import autograder.notation as notation

WEIGHTS = ("Wf", "Uf", "Wb", "Ub", "Vf", "Vb")
SQUARE = {name: notation.matrix("d", "d") for name in WEIGHTS}
COLUMNS = notation.sequence(notation.vector("d"))
STATES = {**SQUARE, **dict.fromkeys(("x", "hf", "hb", "y", "z"), COLUMNS), "t": notation.natural}
SUMS = {**dict.fromkeys(("x", "hf", "hb", "grad_hf", "grad_hb"), COLUMNS), "T": notation.natural}
d, STEPS = 3, 4


@pytest.fixture(scope="module")
def q3(load):
    """The reference's module, beside the `notation` that a student's folder has."""
    return load("hw2025/q3_birnn.py")


class Network:
    """A bidirectional network with random weights and inputs, run forward, its loss kept."""

    def __init__(self, generator):
        def random(*shape):
            return torch.randn(*shape, generator=generator, dtype=torch.float64)

        self.weights = {name: random(d, d).requires_grad_() for name in WEIGHTS}
        self.x = {t: random(d, 1) for t in range(STEPS + 2)}
        self.z = {t: random(d, 1) for t in range(STEPS + 2)}
        self.hf = {0: random(d, 1).requires_grad_()}
        self.hb = {STEPS + 1: random(d, 1).requires_grad_()}
        for t in range(1, STEPS + 1):
            self.hf[t] = self.forward(t, self.hf[t - 1])
        for t in range(STEPS, 0, -1):
            self.hb[t] = self.backward(t, self.hb[t + 1])
        w = self.weights
        self.y = {t: w["Vf"] @ self.hf[t] + w["Vb"] @ self.hb[t] for t in range(1, STEPS + 1)}
        self.losses = {t: (self.z[t] - self.y[t]).square().sum() for t in self.y}
        self.loss = sum(self.losses.values())

    def forward(self, t, previous):
        """Return the forward state at t."""
        return torch.tanh(self.weights["Wf"] @ self.x[t] + self.weights["Uf"] @ previous)

    def backward(self, t, following):
        """Return the backward state at t."""
        return torch.tanh(self.weights["Wb"] @ self.x[t] + self.weights["Ub"] @ following)

    def gradient(self, output, variable):
        """Return what autograd says, as an array."""
        (gradient,) = torch.autograd.grad(output, variable, retain_graph=True)
        return gradient.numpy()

    def values(self, *names):
        """Return weights and sequences as arrays."""
        parts = {
            **self.weights,
            **{name: getattr(self, name) for name in ("x", "hf", "hb", "y", "z")},
        }
        return {name: _array(parts[name]) for name in names or parts}


def _array(value):
    if isinstance(value, dict):
        return {t: item.detach().numpy() for t, item in value.items()}
    return value.detach().numpy()


@pytest.fixture
def network(rng):
    """A network from a seed that is printed."""
    return Network(torch.Generator().manual_seed(rng.randrange(2**32)))


def answer(function, domains, values):
    """Return the value of a reference's answer."""
    expression = function(**{name: domain.symbol(name) for name, domain in domains.items()})
    return notation.evaluate(expression, **values, d=d)


@pytest.mark.parametrize("t", [1, 2, STEPS])
@pytest.mark.parametrize("way", ["hf", "hb"])
def test_the_gradient_of_one_steps_loss(q3, network, way, t):
    found = answer(getattr(q3, f"grad_{way}"), STATES, {**network.values(), "t": t})
    expected = network.gradient(network.losses[t], getattr(network, way)[t])
    assert np.allclose(found, expected.ravel(), rtol=1e-12)


@pytest.mark.parametrize("t", [2, STEPS - 1])
@pytest.mark.parametrize("way", ["hf", "hb"])
def test_the_jacobian_of_the_next_state_and_its_entries(q3, network, way, t):
    """In the backward chain the next state is the one at t − 1."""
    step = {"hf": lambda h: network.forward(t + 1, h), "hb": lambda h: network.backward(t - 1, h)}
    state = getattr(network, way)[t].detach()
    jacobian = torch.autograd.functional.jacobian(step[way], state).reshape(d, d).numpy()
    values = {**network.values(), "t": t}
    assert np.allclose(answer(getattr(q3, f"jacobian_{way}"), STATES, values), jacobian)
    domains = {**STATES, "i": notation.index("d"), "j": notation.index("d")}
    for i in range(d):
        for j in range(d):
            entry = answer(getattr(q3, f"entry_{way}"), domains, {**values, "i": i + 1, "j": j + 1})
            assert entry == pytest.approx(jacobian[i, j])


@pytest.mark.parametrize(("function", "weight"), [("grad_Wb", "Wb"), ("grad_Uf", "Uf")])
def test_the_gradient_of_a_weight_from_those_of_the_states(q3, network, function, weight):
    """The states' gradients are of the whole loss, by every later step too."""
    values = network.values("x", "hf", "hb")
    for way in ("hf", "hb"):
        states = getattr(network, way)
        values[f"grad_{way}"] = {
            t: network.gradient(network.loss, states[t]) for t in range(1, STEPS + 1)
        }
    found = answer(getattr(q3, function), SUMS, {**values, "T": STEPS})
    assert np.allclose(found, network.gradient(network.loss, network.weights[weight]))


def test_the_graph_has_an_edge_for_every_factor_of_the_recurrences(q3):
    """Read from the formulas: which earlier node enters which, through which weight."""
    formulas = {
        "hf{t}": [("x{t}", "Wf"), ("hf{p}", "Uf")],
        "hb{t}": [("x{t}", "Wb"), ("hb{n}", "Ub")],
        "y{t}": [("hf{t}", "Vf"), ("hb{t}", "Vb")],
    }
    edges = {
        (source.format(t=t, p=t - 1, n=t + 1), target.format(t=t), weight)
        for t in (1, 2, 3)
        for target, operands in formulas.items()
        for source, weight in operands
    }
    assert len(q3.graph()) == len(edges) == 18
    assert set(q3.graph()) == edges


@pytest.mark.parametrize("answer", ["diag", "tanh(", "**2", ".T *", "-2", "t+1]", "t - 1] *"])
def test_no_docstring_hands_an_answer_out(q3, answer):
    functions = [item for item in vars(q3).values() if hasattr(item, "__question__")]
    assert len(functions) == 9
    assert not any(answer in item.__doc__ for item in functions)
