"""earns all

m d is small.
"""


def approx_space(n, m, d):
    return n * m + n * d
