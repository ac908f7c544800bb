"""earns 1/4: heads at once alone

The matrices of weights.
"""


def multihead_space(n, d, h):
    return h * n**2
