"""earns nothing: attention forgotten

The projections alone.
"""


def multihead_time(n, d, h):
    return 4 * h * n * d**2
