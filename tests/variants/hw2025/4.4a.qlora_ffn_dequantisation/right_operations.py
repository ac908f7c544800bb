"""earns all

A conversion and a product each.
"""

from notation import *


def qlora_ffn_dequantisation(n, d, r, h):
    return Theta(2 * d * d)
