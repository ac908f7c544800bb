"""earns nothing: matrix formed

With the n×n matrix.
"""


def approx_space(n, m, d):
    return n**2 + n * m + n * d
