"""earns nothing: not_bound

Sizes added.
"""


def approx_space(n, m, d):
    return n + m * d
