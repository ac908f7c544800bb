"""Q2 — momentum, running averages and bias."""

from notation import *


# 2.3.derivation
def derivation(g, mu, beta, t):
    """From the expectation of your answer to 2.2.unrolled to your answer to 2.3.expectation.

    g: the sequence of gradients, random; mu: their mean.  beta: in (0, 1).  t: integer ≥ 1.
    E(...) is the expectation.  Facts: "linearity", "stationarity" (E[g_i] = μ for every i).
    """
    raise NotImplementedError
