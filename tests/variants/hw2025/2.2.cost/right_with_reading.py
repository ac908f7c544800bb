"""earns all: calls counted with a cost of order T

A call reads its prefix, so that it costs T.
"""


def cost(N, T):
    return N**T * T**2
