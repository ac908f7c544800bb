"""earns nothing: for each row

For every row.
"""

from notation import *


def qlora_mha_dequantisation(n, d, r, h):
    return Theta(n * h * d**2)
