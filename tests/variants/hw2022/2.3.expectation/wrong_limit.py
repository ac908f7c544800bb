"""earns nothing: limit

Where it tends to.
"""


def expectation(mu, beta, t, zeta):
    return mu
