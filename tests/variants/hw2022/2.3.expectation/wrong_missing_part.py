"""earns nothing: what is missing

What is still missing.
"""


def expectation(mu, beta, t, zeta):
    return beta**t * mu
