"""earns all

The order.
"""

from notation import *


def qlora_mha_space(n, d, r, h):
    return Theta(h * d * r)
