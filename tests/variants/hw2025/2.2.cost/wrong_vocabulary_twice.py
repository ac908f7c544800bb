"""earns nothing: loose

Counts each word as two.
"""


def cost(N, T):
    return T * (2 * N) ** T
