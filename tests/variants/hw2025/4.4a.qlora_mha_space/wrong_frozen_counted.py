"""earns nothing: frozen counted

Counts frozen matrices.
"""

from notation import *


def qlora_mha_space(n, d, r, h):
    return Theta(h * d**2 + h * d * r)
