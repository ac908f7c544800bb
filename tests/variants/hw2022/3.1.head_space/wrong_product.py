"""earns nothing: not_bound

Dimensions squared where positions are.
"""


def head_space(n, d, h):
    return n * d + d**2
