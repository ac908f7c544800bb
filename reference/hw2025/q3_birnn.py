"""Q3 — bidirectional recurrent network ({points} points).

    h_t^f = tanh(W^f x_t + U^f h_{t-1}^f)
    h_t^b = tanh(W^b x_t + U^b h_{t+1}^b)
    y_t   = V^f h_t^f + V^b h_t^b
    L     = Σ_t L_t,   L_t = ‖z_t − y_t‖²

All matrices are d × d; x_t, h_t, y_t and the targets z_t are columns of length d. A gradient of a
scalar has the variable's own shape, so it is a column too.
"""

from notation import (
    Sum,
    Symbol,
    T,
    diag,
    dimension,
    index,
    matrix,
    natural,
    question,
    sequence,
    tanh,
    vector,
)

d = dimension("d")

states = {
    "Wf": matrix(d, d),
    "Uf": matrix(d, d),
    "Wb": matrix(d, d),
    "Ub": matrix(d, d),
    "Vf": matrix(d, d),
    "Vb": matrix(d, d),
    "x": sequence(vector(d)),
    "hf": sequence(vector(d)),
    "hb": sequence(vector(d)),
    "y": sequence(vector(d)),
    "z": sequence(vector(d)),
    "t": natural,
}


def directed(*forms):
    """Return forms with (f) for the direction, then with f; the same for (b)."""
    bare = [form.replace("{(f)}", "f").replace("{(b)}", "b") for form in forms]
    return [*forms, *bare]


states_tex = {
    **{f"{letter}f": [*directed(f"{letter}^{{(f)}}"), f"{letter}_f"] for letter in "WUV"},
    **{f"{letter}b": [*directed(f"{letter}^{{(b)}}"), f"{letter}_b"] for letter in "WUV"},
    **{letter: f"{letter}_{{t}}" for letter in "xyz"},
    "hf": directed("h_{t}^{(f)}"),
    "hb": directed("h_{t}^{(b)}"),
}
entries = {**states, "i": index(d), "j": index(d)}
sums = {
    **{name: sequence(vector(d)) for name in ("x", "hf", "hb", "grad_hf", "grad_hb")},
    "T": natural,
}
sums_tex = {
    **{name: states_tex[name] for name in ("x", "hf", "hb")},
    "grad_hf": directed(r"\nabla_{h_{t}^{(f)}} L", r"\frac{\partial L}{\partial h_{t}^{(f)}}"),
    "grad_hb": directed(r"\nabla_{h_{t}^{(b)}} L", r"\frac{\partial L}{\partial h_{t}^{(b)}}"),
}


def network(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    """The states by their definitions: answers in pre-activations or in inputs are right too."""
    return {
        hf[t]: tanh(Wf * x[t] + Uf * hf[t - 1]),
        hb[t]: tanh(Wb * x[t] + Ub * hb[t + 1]),
        y[t]: Vf * hf[t] + Vb * hb[t],
    }


@question("3.1.graph", asks="edges")
def graph():
    """The computational graph, unrolled for t = 1, 2, 3.

    Return a list of labelled edges (source, target, weight), each of three names.
    Nodes: x1..x3, hf0..hf3, hb1..hb4, y1..y3. Weights: Wf, Uf, Wb, Ub, Vf, Vb.
    """
    edges = []
    for t in (1, 2, 3):
        edges += [(f"x{t}", f"hf{t}", "Wf"), (f"hf{t - 1}", f"hf{t}", "Uf")]
        edges += [(f"x{t}", f"hb{t}", "Wb"), (f"hb{t + 1}", f"hb{t}", "Ub")]
        edges += [(f"hf{t}", f"y{t}", "Vf"), (f"hb{t}", f"y{t}", "Vb")]
    return edges


@question(
    "3.2a.grad_hf",
    where=network, **states, tex=states_tex,
    name=directed(r"\nabla_{h_t^{(f)}} L_t", r"\frac{\partial L_t}{\partial h_t^{(f)}}"),
)  # fmt: skip
def grad_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    """The gradient of L_t with respect to h_t^f: d×1.

    Matrices Wf to Vb: d×d.  x, hf, hb, y, z: sequences of d×1 columns, as in hf[t - 1].
    """
    return -2 * T(Vf) * (z[t] - y[t])


@question(
    "3.2a.grad_hb",
    where=network, **states, tex=states_tex,
    name=directed(r"\nabla_{h_t^{(b)}} L_t", r"\frac{\partial L_t}{\partial h_t^{(b)}}"),
)  # fmt: skip
def grad_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    """The gradient of L_t with respect to h_t^b: d×1.

    Matrices Wf to Vb: d×d.  x, hf, hb, y, z: sequences of d×1 columns, as in hb[t + 1].
    """
    return -2 * T(Vb) * (z[t] - y[t])


@question(
    "3.2a.entry_hf",
    where=network, **entries, tex=states_tex,
    name=directed(
        r"\frac{\partial h_{t+1,i}^{(f)}}{\partial h_{t,j}^{(f)}}",
        r"\frac{\partial (h_{t+1}^{(f)})_i}{\partial (h_t^{(f)})_j}",
        r"(\frac{\partial h_{t+1}^{(f)}}{\partial h_t^{(f)}})_{ij}",
    ),
)  # fmt: skip
def entry_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    """The derivative of entry i of h_{t+1}^f with respect to entry j of h_t^f: a scalar.

    Arguments as above; i, j: from 1 to d.  An entry is Wf[i, j], or hf[t][i].
    """
    return (1 - hf[t + 1][i] ** 2) * Uf[i, j]


@question(
    "3.2a.entry_hb",
    where=network, **entries, tex=states_tex,
    name=directed(
        r"\frac{\partial h_{t-1,i}^{(b)}}{\partial h_{t,j}^{(b)}}",
        r"\frac{\partial (h_{t-1}^{(b)})_i}{\partial (h_t^{(b)})_j}",
        r"(\frac{\partial h_{t-1}^{(b)}}{\partial h_t^{(b)}})_{ij}",
    ),
)  # fmt: skip
def entry_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    """The derivative of entry i of h_{t-1}^b with respect to entry j of h_t^b: a scalar.

    Arguments as above; i, j: from 1 to d.  An entry is Wf[i, j], or hb[t][i].
    """
    return (1 - hb[t - 1][i] ** 2) * Ub[i, j]


@question(
    "3.2b.jacobian_hf",
    where=network, **states, tex=states_tex,
    name=directed(r"\frac{\partial h_{t+1}^{(f)}}{\partial h_t^{(f)}}"),
)  # fmt: skip
def jacobian_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    """The Jacobian of h_{t+1}^f with respect to h_t^f: d×d.

    Row i and column j hold what 3.2a asks for.  Arguments as above.
    """
    return diag(1 - hf[t + 1] ** 2) * Uf


@question(
    "3.2b.jacobian_hb",
    where=network, **states, tex=states_tex,
    name=directed(r"\frac{\partial h_{t-1}^{(b)}}{\partial h_t^{(b)}}"),
)  # fmt: skip
def jacobian_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    """The Jacobian of h_{t-1}^b with respect to h_t^b: d×d.

    Row i and column j hold what 3.2a asks for.  Arguments as above.
    """
    return diag(1 - hb[t - 1] ** 2) * Ub


@question(
    "3.3.grad_Wb",
    **sums, tex=sums_tex, range={"t": (1, "T")},
    name=directed(r"\nabla_{W^{(b)}} L", r"\frac{\partial L}{\partial W^{(b)}}"),
)  # fmt: skip
def grad_Wb(x, hf, hb, grad_hf, grad_hb, T):
    """The gradient of L with respect to W^b: d×d, a sum over the time steps 1 to T.

    grad_hf, grad_hb: the gradients of L with respect to the states, as in grad_hf[t].
    All five are sequences of d×1 columns, with items 0 to T + 1; hf[0] and hb[T + 1] need not be 0.
    T: the number of steps, so a transpose is written x[t].T here.
    """
    t = Symbol("t")
    return Sum(diag(1 - hb[t] ** 2) * grad_hb[t] * x[t].T, (t, 1, T))


@question(
    "3.3.grad_Uf",
    **sums, tex=sums_tex, range={"t": (1, "T")},
    name=directed(r"\nabla_{U^{(f)}} L", r"\frac{\partial L}{\partial U^{(f)}}"),
)  # fmt: skip
def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    """The gradient of L with respect to U^f: d×d, a sum over the time steps 1 to T.

    Arguments as in 3.3.grad_Wb.
    """
    t = Symbol("t")
    return Sum(diag(1 - hf[t] ** 2) * grad_hf[t] * hf[t - 1].T, (t, 1, T))
