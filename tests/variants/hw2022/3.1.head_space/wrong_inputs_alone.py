"""earns nothing: matrix forgotten

Queries, keys and values.
"""


def head_space(n, d, h):
    return 3 * n * d
