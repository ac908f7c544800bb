"""earns nothing: step size alone

Forgets the weight.
"""


def epsilon(beta, delta):
    return delta
