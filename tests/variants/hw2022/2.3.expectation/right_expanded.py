"""earns all

Multiplies out.
"""


def expectation(mu, beta, t, zeta):
    return mu - beta**t * mu
