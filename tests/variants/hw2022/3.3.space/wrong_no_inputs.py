"""earns nothing: inputs forgotten

The features.
"""


def approx_space(n, m, d):
    return 2 * n * m
