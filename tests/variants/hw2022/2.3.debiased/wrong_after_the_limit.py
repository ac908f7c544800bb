"""earns nothing

With E[v_t] = μ nothing would be left to do.
"""

from notation import *


def expectation(mu, beta, t, zeta):
    return mu


def debiased(v, beta, t):
    return v
