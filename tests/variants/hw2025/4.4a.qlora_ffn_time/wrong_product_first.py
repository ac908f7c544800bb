"""earns nothing: product formed first

Forms A Bᵀ first.
"""

from notation import *


def qlora_ffn_time(n, d, r, h):
    return Theta(n * d**2 + d**2 * r)
