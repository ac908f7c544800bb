"""earns nothing: other order

The matrix of weights and the rest.
"""


def separable_space(n, d):
    return n**2 + 3 * n * d
