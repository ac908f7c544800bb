"""earns all

Every frozen number once.
"""

from notation import *


def qlora_mha_dequantisation(n, d, r, h):
    return 4 * h * d**2
