"""earns all: followed

Going on from one adapter for a matrix, with the bits of Δ.
"""


def parameters(d, r, m):
    return d * r


def bits_qlora(d, r, m):
    return m * d**2 + 32 * d * r + 32
