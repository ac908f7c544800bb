"""earns all

The order.
"""

from notation import *


def lora_mha_space(n, d, r, h):
    return Theta(h * d * r)
