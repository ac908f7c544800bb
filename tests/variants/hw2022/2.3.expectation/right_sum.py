"""earns all

Leaves the sum as it is.
"""

from notation import *


def expectation(mu, beta, t, zeta):
    j = Symbol("j")
    return (1 - beta) * mu * Sum(beta**j, (j, 0, t - 1))
