"""earns 2

Divides coefficients.
"""


def alpha(beta, delta):
    return (delta * beta) / delta
