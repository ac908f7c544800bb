"""earns all

Takes the first free position apart.
"""


def count(N, T):
    return N * N ** (T - 1)
