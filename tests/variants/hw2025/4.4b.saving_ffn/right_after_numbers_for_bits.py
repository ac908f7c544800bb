"""earns all: followed

Going on from numbers where bits are asked for.
"""


def bits_lora(d, r, m):
    return d**2 + 2 * d * r


def saving_ffn(d, h, r, m):
    return (1 - m) * d**2 - 62 * d * r
