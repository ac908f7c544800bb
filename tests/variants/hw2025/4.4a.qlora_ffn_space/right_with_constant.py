"""earns all

With the constant.
"""

from notation import *


def qlora_ffn_space(n, d, r, h):
    return Theta(2 * d * r)
