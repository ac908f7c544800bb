"""earns nothing: time

The time, once more.
"""


def head_space(n, d, h):
    return n**2 * d
