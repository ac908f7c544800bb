"""earns nothing: limit

With v_t = g_t nothing would be left to do.
"""

from notation import *


def unrolled(g, beta, delta, t):
    return g[t]


def expectation(mu, beta, t, zeta):
    return mu
