"""earns all

Divides by the sum of the weights.
"""

from notation import *


def debiased(v, beta, t):
    i = Symbol("i")
    return v / Sum((1 - beta) * beta ** (t - i), (i, 1, t))
