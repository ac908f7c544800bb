"""earns nothing: linear

Only the projections.
"""


def head_time(n, d, h):
    return 3 * n * d**2
