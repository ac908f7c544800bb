"""earns nothing: matrix alone

The matrix of weights.
"""


def head_space(n, d, h):
    return n**2
