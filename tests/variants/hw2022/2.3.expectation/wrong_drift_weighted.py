"""earns half: term too many

Adds a term of its own, weighted.
"""


def expectation(mu, beta, t, zeta):
    return mu * (1 - beta**t) + beta**t * zeta
