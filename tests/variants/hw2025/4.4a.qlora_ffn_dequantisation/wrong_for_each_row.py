"""earns nothing: for each row

For every row.
"""

from notation import *


def qlora_ffn_dequantisation(n, d, r, h):
    return Theta(n * d**2)
