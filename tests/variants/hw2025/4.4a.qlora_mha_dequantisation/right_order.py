"""earns all

The order.
"""

from notation import *


def qlora_mha_dequantisation(n, d, r, h):
    return Theta(h * d**2)
