"""earns 2

Multiplies out.
"""


def epsilon(beta, delta):
    return delta - beta * delta
