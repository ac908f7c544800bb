"""earns 1/4: matrix alone

One matrix of weights.
"""


def multihead_space(n, d, h):
    return n**2
