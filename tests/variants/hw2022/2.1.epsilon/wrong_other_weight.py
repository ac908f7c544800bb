"""earns 0

The weight of the last update.
"""


def epsilon(beta, delta):
    return delta * beta
