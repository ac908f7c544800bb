"""Q3: are the edges edges, and do the gradients have the right shape and symbols?"""

import numpy as np
import pytest

import q3_birnn as q3
from notation import evaluate, matrix, natural, sequence, vector

STATES = {
    **{name: matrix("d", "d") for name in ("Wf", "Uf", "Wb", "Ub", "Vf", "Vb")},
    **{name: sequence(vector("d")) for name in ("x", "hf", "hb", "y", "z")},
    "t": natural,
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
    d, t = 2, 2
    generator = np.random.default_rng(0)
    square = {name: generator.normal(size=(d, d)) for name in ("Wf", "Uf", "Wb", "Ub", "Vf", "Vb")}
    x = {s: generator.normal(size=(d, 1)) for s in range(6)}
    hf, hb = {0: np.zeros((d, 1))}, {5: np.zeros((d, 1))}
    for s in range(1, 5):
        hf[s] = np.tanh(square["Wf"] @ x[s] + square["Uf"] @ hf[s - 1])
    for s in range(4, 0, -1):
        hb[s] = np.tanh(square["Wb"] @ x[s] + square["Ub"] @ hb[s + 1])
    y = {s: square["Vf"] @ hf[s] + square["Vb"] @ hb[s] for s in range(1, 5)}
    value = evaluate(gradient, **square, x=x, hf=hf, hb=hb, y=y, z=y, t=t, d=d)
    assert np.allclose(value, 0), "where y_t = z_t the loss is at its minimum"
