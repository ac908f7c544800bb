"""Q2 — momentum, running averages and bias."""

from notation import Derivation, E, Sum, Symbol, natural, question, real, sequence, unit


@question("2.3.derivation", g=sequence(real), mu=real, beta=unit, t=natural)
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
