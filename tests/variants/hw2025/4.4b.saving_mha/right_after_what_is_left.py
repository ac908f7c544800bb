"""earns all: followed

Going on from the bits that are still held.
"""


def saving_ffn(d, h, r, m):
    return m * d**2


def saving_mha(d, h, r, m):
    return 4 * h * m * d**2
