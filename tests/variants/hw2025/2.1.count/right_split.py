"""earns 2

Takes the first free position apart.
"""


def count(N, T):
    return N * N ** (T - 1)
