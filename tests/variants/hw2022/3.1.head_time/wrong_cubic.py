"""earns nothing: not_bound

Three nested loops over the positions.
"""


def head_time(n, d, h):
    return n**3
