"""earns nothing

A power of T too many.
"""


def cost(N, T):
    return T**4 * N**T
