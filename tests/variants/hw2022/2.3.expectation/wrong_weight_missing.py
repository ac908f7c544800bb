"""earns nothing: weight missing

Forgets 1 − β.
"""


def expectation(mu, beta, t, zeta):
    return (1 - beta**t) / (1 - beta) * mu
