"""earns nothing: missing fact at step 1

Each step cites the other's fact.
"""

from notation import *


def expectation(x, y, mu, beta):
    return (
        Derivation(E(beta * (1 - beta) * x + (1 - beta) * y))
        .equals(beta * (1 - beta) * E(x) + (1 - beta) * E(y), by="stationarity")
        .equals((1 - beta**2) * mu, by="linearity")
    )
