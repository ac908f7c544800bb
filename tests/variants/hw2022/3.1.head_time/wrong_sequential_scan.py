"""earns nothing: not_bound

A recurrent layer's.
"""


def head_time(n, d, h):
    return n * d
