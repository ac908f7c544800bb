"""earns nothing: matrix formed

The n×n matrix.
"""


def approx_space(n, m, d):
    return n**2
