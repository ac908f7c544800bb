"""earns nothing: loose

Takes Δ for a matrix.
"""

from notation import *


def qlora_mha_dequantisation(n, d, r, h):
    return Theta(h * d**3)
