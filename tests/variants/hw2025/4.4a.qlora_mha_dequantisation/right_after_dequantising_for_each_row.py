"""earns all: followed

Going on from a matrix that is dequantised for each row.
"""


def overhead(n, d, r, h):
    return n * d**2


def qlora_ffn_dequantisation(n, d, r, h):
    return n * d**2


def qlora_mha_dequantisation(n, d, r, h):
    return h * n * d**2
