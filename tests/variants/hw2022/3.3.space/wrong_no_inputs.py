"""earns 0: inputs forgotten

The features.
"""


def approx_space(n, m, d):
    return 2 * n * m
