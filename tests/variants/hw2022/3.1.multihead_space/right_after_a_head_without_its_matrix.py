"""earns all: followed

Going on from a head that holds no n×n matrix.
"""


def head_space(n, d, h):
    return n * d


def multihead_space(n, d, h):
    return h * n * d + h * d**2
