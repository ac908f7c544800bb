"""earns half: term too many

Adds the term of a drifting mean, which is none here.
"""


def expectation(mu, beta, t, zeta):
    return (1 - beta**t) * mu + zeta
