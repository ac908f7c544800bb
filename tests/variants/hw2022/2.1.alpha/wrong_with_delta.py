"""earns nothing

Multiplies by the step size.
"""


def alpha(beta, delta):
    return delta * beta
