"""earns nothing: missing facts at step 1

Nothing is cited.
"""

from notation import *


def expectation(x, y, mu, beta):
    return (
        Derivation(E(beta * (1 - beta) * x + (1 - beta) * y))
        .equals((1 - beta**2) * mu)
    )
