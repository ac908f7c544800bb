"""earns nothing: narrow heads

As in the paper, where a head has d/h dimensions.
"""


def multihead_time(n, d, h):
    d_k = d / h
    return h * (n**2 * d_k + 3 * n * d * d_k) + n * d**2
