"""earns nothing

Zero, which is a multiple of everything.
"""


def unrolled(g, beta, delta, t):
    return 0
