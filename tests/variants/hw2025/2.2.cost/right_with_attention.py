"""earns all: calls counted with a cost of order T²

A call of a transformer costs the square of the length.
"""


def cost(N, T):
    return T**3 * N**T
