"""earns nothing

The dimension is forgotten.
"""


def approx_time(n, m, d):
    return n * m
