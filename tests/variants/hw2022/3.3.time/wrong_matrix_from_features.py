"""earns nothing: matrix formed from f

Only the matrix of weights.
"""


def approx_time(n, m, d):
    return n**2 * m
