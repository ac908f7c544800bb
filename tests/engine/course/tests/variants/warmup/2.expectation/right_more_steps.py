"""earns all

With a step of algebra.
"""

from notation import *


def expectation(x, y, mu, beta):
    return (
        Derivation(E(beta * (1 - beta) * x + (1 - beta) * y))
        .equals(beta * (1 - beta) * E(x) + (1 - beta) * E(y), by="linearity")
        .equals(beta * (1 - beta) * mu + (1 - beta) * mu, by="stationarity")
        .equals((1 - beta**2) * mu)
    )
