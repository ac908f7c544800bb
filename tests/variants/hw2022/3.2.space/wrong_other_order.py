"""earns nothing: other order

With the matrix of weights.
"""


def separable_space(n, d):
    return n**2
