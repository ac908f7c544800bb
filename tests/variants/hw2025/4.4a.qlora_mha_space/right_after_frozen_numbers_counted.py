"""earns all: followed

Going on from a count of the frozen numbers as well.
"""


def lora_mha_space(n, d, r, h):
    return h * d**2


def qlora_mha_space(n, d, r, h):
    return h * d**2
