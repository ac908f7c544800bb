"""earns nothing

The wrong coefficient, and a term.
"""


def expectation(mu, beta, t, zeta):
    return mu + zeta
