"""earns nothing: not_bound

One matrix.
"""

from notation import *


def qlora_mha_dequantisation(n, d, r, h):
    return Theta(d**2)
