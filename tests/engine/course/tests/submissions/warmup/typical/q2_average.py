"""Q2 — averages on paper (7 points).

A running average v_t = β v_{t−1} + (1 − β) x_t begins at v_0 = 0, with β in (0, 1).
"""

from notation import *


# 2.weights
def weights(beta, t):
    """The sum of the weights with which x_1, …, x_t stand in v_t.

    beta: in (0, 1).  t: integer ≥ 1.
    """
    return 1 - beta**t


# 2.expectation
def expectation(x, y, mu, beta):
    """The expectation of v_2, from E[β (1 − β) x + (1 − β) y] to (1 − β²) μ.

    x, y: two random numbers x_1 and x_2; mu: their mean.  beta: in (0, 1).
    E(...) is the expectation.  Facts: "linearity", "stationarity" (E[x] = E[y] = μ).
    """
    return (
        Derivation(E(beta * (1 - beta) * x + (1 - beta) * y))
        .equals(beta * (1 - beta) * E(x) + (1 - beta) * E(y), by="linearity")
        .equals((1 - beta) * mu, by="stationarity")
    )


# 2.cost
def cost(t, d):
    """The order of the time that v_1, …, v_t take, each of d numbers.

    t, d: integers ≥ 1.
    """
    raise NotImplementedError
