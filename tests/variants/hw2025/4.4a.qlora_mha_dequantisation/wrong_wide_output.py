"""earns nothing: loose

Takes the output matrix for hd×hd.
"""

from notation import *


def qlora_mha_dequantisation(n, d, r, h):
    return Theta(h**2 * d**2)
