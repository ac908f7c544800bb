"""earns half: narrow heads

Heads of d/h dimensions.
"""


def multihead_space(n, d, h):
    d_k = d / h
    return n**2 + h * n * d_k + 3 * h * d * d_k + d**2
