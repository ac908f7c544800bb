"""earns half: work of order T counted

A call reads its prefix, so that it costs T.
"""


def cost(N, T):
    return N**T * T**2
