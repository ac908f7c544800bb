"""earns 5/4

m d is small.
"""


def approx_space(n, m, d):
    return n * m + n * d
