"""earns nothing

Counts the first position as free, too.
"""


def count(N, T):
    return N ** (T + 1)
