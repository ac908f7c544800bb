"""earns nothing: projections forgotten

The heads alone.
"""


def multihead_time(n, d, h):
    return h * n**2 * d
