"""Q1 — activations, and vanishing or exploding gradients ({points} points).

    h_t = W σ(h_{t−1}) + U x_t + b        the form that is studied here
    g_t = σ(W g_{t−1} + U x_t + b)        the usual form

σ acts elementwise. h_t, g_t and b are d×1, x_t is m×1, W is d×d, U is d×m. A Jacobian ∂a/∂b has
the entry ∂a_i/∂b_j in row i and column j.

1.1 The two forms are equivalent, if g_t is the right function of h_t.

1.2 ‖·‖ is the operator 2-norm, λ₁ the largest eigenvalue of a symmetric matrix. For some γ > 0
|σ′(x)| ≤ γ for every x, and for some δ with 0 ≤ δ < 1

    λ₁(WᵀW) ≤ δ²/γ².

What becomes of ∂h_T/∂h_0 as T grows?

1.3 Now the condition reversed: λ₁(WᵀW) > δ²/γ². Is it necessary for the gradient to explode? Is
it sufficient?
"""

from notation import (
    D,
    Derivation,
    Product,
    Symbol,
    diag,
    dimension,
    function,
    lambda_max,
    matrix,
    natural,
    nonnegative,
    norm2,
    positive,
    question,
    sequence,
    sqrt,
    unit,
    vector,
)

d = dimension("d")

recurrence = {
    "W": matrix(d, d),
    "U": matrix(d, "m"),
    "b": vector(d),
    "x": vector("m"),
    "g_prev": vector(d),
    "h_prev": vector(d),
    "h": vector(d),
    "sigma": function,
}
recurrence_tex = {"x": "x_t", "g_prev": "g_{t-1}", "h_prev": "h_{t-1}", "h": "h_t"}
steps = {
    "total": matrix(d, d),
    "step": sequence(matrix(d, d)),
    "delta": nonnegative,
    "T": natural,
}
steps_tex = {
    "total": r"\frac{\partial h_T}{\partial h_0}",
    "step": r"\frac{\partial h_{t}}{\partial h_{t-1}}",
}


def state(W, U, b, x, h_prev, h, sigma):
    """h_t by its definition: an answer may be written in either."""
    return {h: W * sigma(h_prev) + U * x + b}


@question("1.1.relation", where=state, **recurrence, tex=recurrence_tex, name="g_t")
def relation(W, U, b, x, g_prev, h_prev, h, sigma):
    """What g_t is, as a function of h_t and σ: d×1.

    W: d×d.  U: d×m.  b, g_prev (g_{t−1}), h_prev (h_{t−1}), h (h_t): d×1.  x (x_t): m×1.
    sigma: the activation.
    """
    return sigma(h)


@question("1.1.induction", **recurrence, tex=recurrence_tex, name="g_t")
def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    """The induction step: from σ(W g_{t−1} + U x_t + b) to your answer to 1.1.relation, in h_t.

    W: d×d.  U: d×m.  b, g_prev (g_{t−1}), h_prev (h_{t−1}), h (h_t): d×1.  x (x_t): m×1.
    sigma: the activation.  Facts: "hypothesis" (the relation at t − 1), "definition" (of h_t).
    """
    return (
        Derivation(sigma(W * g_prev + U * x + b))
        .equals(sigma(W * sigma(h_prev) + U * x + b), by="hypothesis")
        .equals(sigma(h), by="definition")
    )


@question(
    "1.2.jacobian",
    W=matrix(d, d), h=sequence(vector(d)), sigma=function, t=natural,
    name=r"\frac{\partial h_t}{\partial h_{t-1}}",
)  # fmt: skip
def jacobian(W, h, sigma, t):
    """The Jacobian ∂h_t/∂h_{t−1}: d×d.

    W: d×d.  h: the sequence of states, d×1 each, as in h[t].  sigma: the activation, D(sigma) its
    derivative.  t: integer ≥ 1.
    """
    return W * diag(D(sigma)(h[t - 1]))


@question(
    "1.2.one_step",
    W=matrix(d, d), h=vector(d), sigma=function, gamma=positive, delta=nonnegative,
    tex={"h": ["h", "h_{t-1}", "h_{T-1}"]},
    name=[
        r"\|\frac{\partial h_t}{\partial h_{t-1}}\|",
        r"\|\frac{\partial h_T}{\partial h_{T-1}}\|",
    ],
)  # fmt: skip
def one_step(W, h, sigma, gamma, delta):
    """From the norm of your answer to 1.2.jacobian to δ: ≤ and =.

    W: d×d.  h: the state that your answer depends on, d×1, without its time: h and not h[t].
    sigma: the activation.  gamma > 0.  0 ≤ delta < 1.  norm2 is the norm.
    Facts: "submultiplicativity", "norm-eigenvalue identity" (‖A‖² = λ₁(AᵀA)),
    "bounded derivative" (|σ′| ≤ γ everywhere), "eigenvalue assumption" (λ₁(WᵀW) ≤ δ²/γ²).
    """
    slope = diag(D(sigma)(h))
    return (
        Derivation(norm2(W * slope))
        .at_most(norm2(W) * norm2(slope), by="submultiplicativity")
        .equals(sqrt(lambda_max(W.T * W)) * norm2(slope), by="norm-eigenvalue identity")
        .at_most(sqrt(lambda_max(W.T * W)) * gamma, by="bounded derivative")
        .at_most(delta, by="eigenvalue assumption")
    )


@question("1.2.many_steps", **steps, tex=steps_tex, range={"t": (1, "T")})
def many_steps(total, step, delta, T):
    """From ‖∂h_T/∂h_0‖ to δ^T: ≤ and =.

    total: ∂h_T/∂h_0, d×d.  step: a sequence of d×d matrices, step[t] = ∂h_t/∂h_{t−1}.
    0 ≤ delta < 1.  T: integer ≥ 1.  An ordered product is Product(step[t], (t, T, 1)).
    Facts: "chain rule" (total is the product of the steps), "submultiplicativity" (any number of
    factors), "one-step bound" (‖step[t]‖ ≤ δ for every t), "induction hypothesis"
    (the norm of the product of the steps from T − 1 to 1 is at most δ^{T−1}).
    """
    t = Symbol("t")
    return (
        Derivation(norm2(total))
        .equals(norm2(Product(step[t], (t, T, 1))), by="chain rule")
        .at_most(Product(norm2(step[t]), (t, 1, T)), by="submultiplicativity")
        .at_most(delta**T, by="one-step bound")
    )


def many_steps_by_induction(total, step, delta, T):
    """Return the same, by induction on T."""
    t = Symbol("t")
    return (
        Derivation(norm2(total))
        .equals(norm2(step[T] * Product(step[t], (t, T - 1, 1))), by="chain rule")
        .at_most(norm2(step[T]) * norm2(Product(step[t], (t, T - 1, 1))), by="submultiplicativity")
        .at_most(norm2(step[T]) * delta ** (T - 1), by="induction hypothesis")
        .at_most(delta**T, by="one-step bound")
    )


@question("1.2.limit", delta=unit, T=natural)
def limit(delta, T):
    """What the bound δ^T of 1.2.many_steps tends to as T → ∞.

    delta: δ, strictly between 0 and 1 here.  T: integer ≥ 1.
    """
    return 0


@question("1.3.necessary", asks="truth")
def necessary():
    """Whether λ₁(WᵀW) > δ²/γ² is necessary for the gradient to explode: True or False.

    What is not right here, wrong or left out, takes away half of what a right answer to
    1.3.sufficient earns, and the other way round.
    """
    return True


@question("1.3.sufficient", asks="truth")
def sufficient():
    """Whether λ₁(WᵀW) > δ²/γ² is sufficient for the gradient to explode: True or False.

    What is not right here, wrong or left out, takes away half of what a right answer to
    1.3.necessary earns, and the other way round.
    """
    return False


@question(
    "1.3.witness",
    asks="parts",
    tex={
        "W": "W",
        "activation": [r"\sigma", "activation function"],
        "gamma": r"\gamma",
        "delta": r"\delta",
        "h0": ["h_0", "h_{(0)}", "h^{(0)}"],
    },
)
def witness():
    """A network in which the reversed condition and an exploding gradient do not go together.

    One of the two holds for it, and the other does not. Inputs and bias are zero, so that
    h_t = W σ(h_{t−1}). Returns

        {"W": W, "activation": name, "gamma": γ, "delta": δ, "h0": h_0}

    or these five in this order as a tuple. W: d×d with d ≤ 4, nested lists, an array, a tensor or
    a sympy matrix.  name: "identity", "tanh", "sigmoid", "relu" or "scaled tanh", which is
    1.7159 tanh(2x/3).  gamma: positive, at least as large as |σ′| anywhere.  0 ≤ delta < 1.
    h0: d numbers.  Numbers may be fractions, with not too many digits.

    λ₁(WᵀW) and δ²/γ² are to be clearly apart, by a factor of 1 + 10⁻⁹. Whether the gradient
    explodes is seen in the largest ‖∂h_t/∂h_0‖ over t = 1001, …, 2000: no larger than that over
    t = 1, …, 1000 (up to 10⁻⁶ of it) it does not, clearly larger it does. Where relu gets exactly
    0, that has to be so with either slope.

    This is the form, though no such example, since both hold for it:
    {"W": [[2, 1], [0, 2]], "activation": "identity", "gamma": 1, "delta": 0.5, "h0": [1, 1]}.
    """
    return {
        "W": [[0, 2], [0, 0]],
        "activation": "identity",
        "gamma": 1,
        "delta": 0.5,
        "h0": [1, 1],
    }
