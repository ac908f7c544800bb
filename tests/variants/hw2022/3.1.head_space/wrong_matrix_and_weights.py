"""earns nothing: not_bound

n×n and d×d, and nothing that is n×d.
"""


def head_space(n, d, h):
    return n**2 + d
