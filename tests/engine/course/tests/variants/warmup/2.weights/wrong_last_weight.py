"""earns nothing: last weight

The last weight alone.
"""


def weights(beta, t):
    return 1 - beta
