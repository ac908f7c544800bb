"""earns all: followed

Going on from one adapter for a matrix.
"""


def parameters(d, r, m):
    return d * r


def bits_lora(d, r, m):
    return 32 * d**2 + 32 * d * r
