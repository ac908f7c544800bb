"""earns all

Without Theta.
"""

from notation import *


def qlora_ffn_dequantisation(n, d, r, h):
    return d**2
