"""earns nothing: one head

The heads run in parallel.
"""


def multihead_time(n, d, h):
    return n**2 * d
