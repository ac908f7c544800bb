"""earns all

Divides coefficients.
"""


def alpha(beta, delta):
    return (delta * beta) / delta
