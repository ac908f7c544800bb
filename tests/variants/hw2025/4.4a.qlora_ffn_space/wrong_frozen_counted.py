"""earns nothing: frozen counted

Counts the frozen matrix.
"""

from notation import *


def qlora_ffn_space(n, d, r, h):
    return Theta(d**2 + 2 * d * r)
