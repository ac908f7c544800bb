"""earns nothing

Divides.
"""


def epsilon(beta, delta):
    return (1 - beta) / delta
