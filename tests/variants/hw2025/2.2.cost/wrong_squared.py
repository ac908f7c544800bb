"""earns nothing

Compares every sequence with every other.
"""


def cost(N, T):
    return N ** (2 * T)
