"""earns nothing: loose

A d×d product for every position.
"""


def multihead_time(n, d, h):
    return h * (n**2 * d + n * d**3)
