"""earns half: false at step 2

The second step is false.
"""

from notation import *


def expectation(x, y, mu, beta):
    return (
        Derivation(E(beta * (1 - beta) * x + (1 - beta) * y))
        .equals(beta * (1 - beta) * E(x) + (1 - beta) * E(y), by="linearity")
        .equals((1 - beta) * mu, by="stationarity")
    )
