"""Q3: are the edges edges, and do the gradients have the right shape and symbols?"""

import numpy as np
import pytest

import q3_birnn as q3
from notation import evaluate, index, matrix, natural, sequence, vector

STATES = {
    **{name: matrix("d", "d") for name in ("Wf", "Uf", "Wb", "Ub", "Vf", "Vb")},
    **{name: sequence(vector("d")) for name in ("x", "hf", "hb", "y", "z")},
    "t": natural,
}
ENTRIES = {**STATES, "i": index("d"), "j": index("d")}
SUMS = {
    **{name: sequence(vector("d")) for name in ("x", "hf", "hb", "grad_hf", "grad_hb")},
    "T": natural,
}
NODES = {f"{kind}{t}" for kind in ("x", "hf", "hb", "y") for t in range(5)}


def test_the_graph_is_a_collection_of_labelled_edges(ask):
    edges = ask(q3.graph)
    for edge in edges:
        assert len(edge) == 3, f"an edge is (source, target, weight), not {edge!r}"
        assert all(isinstance(part, str) for part in edge), f"three names, not {edge!r}"


def test_the_graph_speaks_of_the_nodes_of_the_question(ask):
    ends = {end for source, target, _ in ask(q3.graph) for end in (source, target)}
    assert ends & NODES, f"none of your nodes is one of {sorted(NODES)}"


@pytest.mark.parametrize("function", ["grad_hf", "grad_hb"])
def test_a_gradient_has_the_shape_of_its_variable(ask, assert_expression, function):
    gradient = ask(getattr(q3, function), **STATES)
    assert_expression(gradient, shape=("d", 1), symbols=set(STATES))


@pytest.mark.parametrize("function", ["grad_hf", "grad_hb"])
def test_a_gradient_vanishes_where_the_output_is_the_target(ask, function):
    gradient = ask(getattr(q3, function), **STATES)
    values = network(d=2, T=4)
    values["z"] = values["y"]
    value = evaluate(gradient, **values, t=2, d=2)
    assert np.allclose(value, 0), "where y_t = z_t the loss is at its minimum"


@pytest.mark.parametrize("function", ["entry_hf", "entry_hb"])
def test_an_entry_is_a_scalar(ask, assert_expression, function):
    # An entry of a product may be written with vectors of ones, which speak of their size.
    entry = ask(getattr(q3, function), **ENTRIES)
    assert_expression(entry, shape="scalar", symbols={*ENTRIES, "d"})


@pytest.mark.parametrize("function", ["jacobian_hf", "jacobian_hb"])
def test_a_jacobian_is_a_square_matrix(ask, assert_expression, function):
    jacobian = ask(getattr(q3, function), **STATES)
    assert_expression(jacobian, shape=("d", "d"), symbols=set(STATES))


@pytest.mark.parametrize(
    ("function", "symbols"),
    [
        ("entry_hf", ENTRIES),
        ("entry_hb", ENTRIES),
        ("jacobian_hf", STATES),
        ("jacobian_hb", STATES),
    ],
)
def test_states_do_not_depend_on_each_other_where_nothing_connects_them(ask, function, symbols):
    derivative = ask(getattr(q3, function), **symbols)
    values = network(d=2, T=4, recurrent=0)
    indices = {"i": 1, "j": 2} if "i" in symbols else {}
    value = evaluate(derivative, **values, **indices, t=2, d=2)
    assert np.allclose(value, 0), "Uf = Ub = 0, and the derivative is not 0"


@pytest.mark.parametrize("function", ["grad_Wb", "grad_Uf"])
def test_the_gradient_of_a_matrix_has_its_shape(ask, assert_expression, function):
    gradient = ask(getattr(q3, function), **SUMS)
    assert_expression(gradient, shape=("d", "d"), symbols=set(SUMS))


@pytest.mark.parametrize("function", ["grad_Wb", "grad_Uf"])
def test_where_no_state_matters_the_gradient_is_zero(ask, function):
    gradient = ask(getattr(q3, function), **SUMS)
    values = network(d=2, T=4)
    zero = {t: np.zeros((2, 1)) for t in range(6)}
    values = {name: values[name] for name in ("x", "hf", "hb")}
    value = evaluate(gradient, **values, grad_hf=zero, grad_hb=zero, T=4, d=2)
    assert np.allclose(value, 0), "grad_hf = grad_hb = 0, and the gradient is not 0"


def network(d, T, recurrent=1):
    """Return matrices and sequences that belong together, with the names of the questions."""
    generator = np.random.default_rng(0)
    weights = {name: generator.normal(size=(d, d)) for name in ("Wf", "Uf", "Wb", "Ub", "Vf", "Vb")}
    weights["Uf"] *= recurrent
    weights["Ub"] *= recurrent
    x = {t: generator.normal(size=(d, 1)) for t in range(T + 2)}
    z = {t: generator.normal(size=(d, 1)) for t in range(T + 2)}
    hf, hb = {0: np.zeros((d, 1))}, {T + 1: np.zeros((d, 1))}
    for t in range(1, T + 2):
        hf[t] = np.tanh(weights["Wf"] @ x[t] + weights["Uf"] @ hf[t - 1])
    for t in range(T, -1, -1):
        hb[t] = np.tanh(weights["Wb"] @ x[t] + weights["Ub"] @ hb[t + 1])
    y = {t: weights["Vf"] @ hf[t] + weights["Vb"] @ hb[t] for t in range(T + 2)}
    return {**weights, "x": x, "z": z, "hf": hf, "hb": hb, "y": y}
