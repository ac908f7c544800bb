"""earns half: work of order T² counted

A call of a transformer costs the square of the length.
"""


def cost(N, T):
    return T**3 * N**T
