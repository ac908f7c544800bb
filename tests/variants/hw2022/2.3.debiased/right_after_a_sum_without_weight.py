"""earns all: followed

Going on from the expectation of the sum without the factor before it.
"""

from notation import *


def expectation(mu, beta, t, zeta):
    return (1 - beta**t) / (1 - beta) * mu


def debiased(v, beta, t):
    return v * (1 - beta) / (1 - beta**t)
