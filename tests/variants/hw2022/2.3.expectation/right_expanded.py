"""earns 3

Multiplies out.
"""


def expectation(mu, beta, t, zeta):
    return mu - beta**t * mu
