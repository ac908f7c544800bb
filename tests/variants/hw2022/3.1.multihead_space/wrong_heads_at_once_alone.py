"""earns 1/3: heads at once alone

The matrices of weights.
"""


def multihead_space(n, d, h):
    return h * n**2
