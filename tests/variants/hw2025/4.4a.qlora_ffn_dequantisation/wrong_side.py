"""earns nothing: not_bound

A row at a time is one operation.
"""

from notation import *


def qlora_ffn_dequantisation(n, d, r, h):
    return Theta(d)
