"""earns nothing: product formed first

Forms A Bᵀ first.
"""

from notation import *


def lora_mha_time(n, d, r, h):
    return Theta(h * (n * d**2 + d**2 * r + n**2 * d))
