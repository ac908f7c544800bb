"""earns nothing: time

The time.
"""


def multihead_space(n, d, h):
    return h * n * d * (n + d)
