"""earns all

From the target to the start.
"""

from notation import *


def expectation(x, y, mu, beta):
    return (
        Derivation((1 - beta**2) * mu)
        .equals(beta * (1 - beta) * E(x) + (1 - beta) * E(y), by="stationarity")
        .equals(E(beta * (1 - beta) * x + (1 - beta) * y), by="linearity")
    )
