"""earns nothing

Counts a factor of N for the last word, too.
"""


def cost(N, T):
    return T * N ** (T + 1)
