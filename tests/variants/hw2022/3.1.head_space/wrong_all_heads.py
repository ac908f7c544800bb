"""earns nothing: all heads

Of all heads.
"""


def head_space(n, d, h):
    return h * (n**2 + n * d)
