"""earns all

Without Theta.
"""

from notation import *


def qlora_ffn_space(n, d, r, h):
    return d * r
