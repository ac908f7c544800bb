"""earns all

With a name for the dimension of the keys.
"""


def head_time(n, d, h):
    d_k = d_v = d
    return n**2 * d_k + n**2 * d_v
