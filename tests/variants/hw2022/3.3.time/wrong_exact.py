"""earns nothing: exact attention

As before.
"""


def approx_time(n, m, d):
    return n**2 * d
