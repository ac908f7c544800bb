"""earns all

Multiplies out.
"""


def epsilon(beta, delta):
    return delta - beta * delta
