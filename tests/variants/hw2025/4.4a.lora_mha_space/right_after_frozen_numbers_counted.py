"""earns all: followed

Going on from a count of the frozen numbers as well.
"""


def parameters(d, r, m):
    return d**2 + 2 * d * r


def lora_ffn_space(n, d, r, h):
    return d**2 + d * r


def lora_mha_space(n, d, r, h):
    return h * d**2
