"""earns all

Factored.
"""


def head_space(n, d, h):
    return n * (n + d)
