"""earns nothing: all heads

All the heads.
"""


def head_time(n, d, h):
    return h * n**2 * d
