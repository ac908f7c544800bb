"""earns nothing: loose

Adds the adapters' products.
"""

from notation import *


def qlora_ffn_dequantisation(n, d, r, h):
    return Theta(d**2 + n * d * r)
