"""earns nothing: one step

The first step.
"""


def expectation(mu, beta, t, zeta):
    return (1 - beta) * mu
