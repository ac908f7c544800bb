"""earns 0

Multiplies by the step size.
"""


def alpha(beta, delta):
    return delta * beta
