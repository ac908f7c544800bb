"""earns half: sign

The sign.
"""


def expectation(mu, beta, t, zeta):
    return (beta**t - 1) * mu
