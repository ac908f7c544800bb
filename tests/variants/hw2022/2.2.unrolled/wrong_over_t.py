"""earns nothing

A mean over the steps: what stands before the sum depends on t.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    average = (1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t))
    return average / t
