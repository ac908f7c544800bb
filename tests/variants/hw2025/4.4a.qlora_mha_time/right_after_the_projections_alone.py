"""earns all: followed

Going on from heads in which queries do not meet keys.
"""


def lora_mha_time(n, d, r, h):
    return h * (n * d**2 + n * d * r)


def qlora_mha_time(n, d, r, h):
    return h * (n * d**2 + n * d * r + d**2)
