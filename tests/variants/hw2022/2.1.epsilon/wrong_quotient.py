"""earns 0

Divides.
"""


def epsilon(beta, delta):
    return (1 - beta) / delta
