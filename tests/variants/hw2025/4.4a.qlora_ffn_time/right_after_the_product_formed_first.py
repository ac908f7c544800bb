"""earns all: followed

Going on from a layer that multiplies its adapters first.
"""


def lora_ffn_time(n, d, r, h):
    return n * d**2 + d**2 * r


def qlora_ffn_time(n, d, r, h):
    return n * d**2 + d**2 * r + d**2
