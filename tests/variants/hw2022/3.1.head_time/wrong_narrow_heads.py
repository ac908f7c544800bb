"""earns nothing: narrow heads

As in the paper, where d is shared by the heads.
"""


def head_time(n, d, h):
    d_k = d / h
    return n**2 * d_k
