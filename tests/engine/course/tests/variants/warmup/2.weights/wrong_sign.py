"""earns half: sign

The other sign.
"""


def weights(beta, t):
    return beta**t - 1
