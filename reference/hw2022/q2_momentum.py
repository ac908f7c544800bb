"""Q2 — momentum, running averages and bias ({points} points).

Two ways to smooth the gradients g_1, g_2, … of successive steps; v_0 = 0 in both:

    momentum          v_t = α v_{t−1} + ε g_t           Δθ_t = −v_t       ε > 0, 0 < α < 1
    running average   v_t = β v_{t−1} + (1 − β) g_t     Δθ_t = −δ v_t     δ > 0, 0 < β < 1

2.1 Write each as a recursion of the updates Δθ_t alone, without v. Which α and ε make momentum
the same as the running average?

2.2 Unroll the running average.

2.3 Its bias: let the gradients be random and stationary, E[g_i] = μ for every i.

In 2.2 and 2.3 one coordinate is enough, so gradients and averages are numbers where it says so.
"""

from notation import (
    Derivation,
    E,
    Sum,
    Symbol,
    dimension,
    natural,
    positive,
    question,
    real,
    sequence,
    unit,
    vector,
)

d = dimension("d")

updates_tex = {"update_prev": [r"\Delta\theta_{t-1}", r"\Delta\theta_{(t-1)}"], "g": "g_t"}
mean_tex = {"mu": [r"\mu", r"\mathbb E[g_t]", r"\mathbb E[g_i]", r"\mathbb E[g]"]}


@question(
    "2.1.momentum",
    update_prev=vector(d), g=vector(d), alpha=unit, epsilon=positive,
    tex=updates_tex, name=r"\Delta\theta_t",
)  # fmt: skip
def momentum(update_prev, g, alpha, epsilon):
    """The update Δθ_t of momentum, as a function of Δθ_{t−1} and g_t: d×1.

    update_prev (Δθ_{t−1}), g (g_t): d×1.  alpha: in (0, 1).  epsilon > 0.
    """
    return alpha * update_prev - epsilon * g


@question(
    "2.1.average",
    update_prev=vector(d), g=vector(d), beta=unit, delta=positive,
    tex=updates_tex, name=r"\Delta\theta_t",
)  # fmt: skip
def average(update_prev, g, beta, delta):
    """The update Δθ_t of the running average, as a function of Δθ_{t−1} and g_t: d×1.

    update_prev (Δθ_{t−1}), g (g_t): d×1.  beta: in (0, 1).  delta > 0.
    """
    return beta * update_prev - delta * (1 - beta) * g


@question("2.1.alpha", beta=unit, delta=positive, name=r"\alpha")
def alpha(beta, delta):
    """The α with which momentum makes the same updates as the running average.

    beta: in (0, 1).  delta > 0.
    """
    return beta


@question("2.1.epsilon", beta=unit, delta=positive, name=[r"\epsilon", r"\varepsilon"])
def epsilon(beta, delta):
    """The ε with which momentum makes the same updates as the running average.

    beta: in (0, 1).  delta > 0.
    """
    return delta * (1 - beta)


@question(
    "2.2.unrolled",
    g=sequence(real), beta=unit, delta=positive, t=natural,
    name="v_t", range={"i": (1, "t")},
)  # fmt: skip
def unrolled(g, beta, delta, t):
    """The running average v_t as a linear combination of g_1, …, g_t alone.

    g: the sequence of gradients, numbers, as in g[i].  beta: in (0, 1).  delta > 0.
    t: integer ≥ 1.  Sums are Sum(..., (i, first, last)) with i = Symbol("i").
    The right sum with a wrong factor before it, of β and δ alone, earns {points:sum} of {points}.
    """
    i = Symbol("i")
    return (1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t))


@question(
    "2.3.expectation",
    mu=real, beta=unit, t=natural, zeta=real,
    tex=mean_tex, name=r"\mathbb E[v_t]",
)  # fmt: skip
def expectation(mu, beta, t, zeta):
    """The expectation E[v_t] of the running average.

    mu: E[g_i] for every i, a number.  beta: in (0, 1).  t: integer ≥ 1.  zeta: what has to be
    added where the mean drifts, as in the paper on Adam (section 3), in case you need it.
    """
    return (1 - beta**t) * mu


@question(
    "2.3.derivation",
    g=sequence(real), mu=real, beta=unit, t=natural,
    name=r"\mathbb E[v_t]", range={"i": (1, "t")},
)  # fmt: skip
def derivation(g, mu, beta, t):
    """From the expectation of your answer to 2.2.unrolled to your answer to 2.3.expectation.

    g: the sequence of gradients, random; mu: their mean.  beta: in (0, 1).  t: integer ≥ 1.
    E(...) is the expectation.  Facts: "linearity", "stationarity" (E[g_i] = μ for every i).
    """
    i = Symbol("i")
    return (
        Derivation(E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t))))
        .equals((1 - beta) * Sum(beta ** (t - i) * E(g[i]), (i, 1, t)), by="linearity")
        .equals((1 - beta) * Sum(beta ** (t - i) * mu, (i, 1, t)), by="stationarity")
        .equals((1 - beta**t) * mu, by="geometric series")
    )


@question(
    "2.3.debiased",
    v=vector(d), beta=unit, t=natural,
    tex={"v": ["v_t", "v"]}, name=r"\hat v_t",
)  # fmt: skip
def debiased(v, beta, t):
    """A rescaled v_t whose expectation is that of a gradient: d×1.

    v: d×1, the running average v_t.  beta: in (0, 1).  t: integer ≥ 1.
    """
    return v / (1 - beta**t)
