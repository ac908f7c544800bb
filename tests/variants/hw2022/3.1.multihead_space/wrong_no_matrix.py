"""earns nothing: not_bound

The n×n matrix is forgotten.
"""


def multihead_space(n, d, h):
    return h * n * d + h * d**2
