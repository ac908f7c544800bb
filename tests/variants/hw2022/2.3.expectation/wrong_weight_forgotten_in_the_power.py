"""earns nothing

Powers of the other weight.
"""


def expectation(mu, beta, t, zeta):
    return (1 - (1 - beta) ** t) * mu
