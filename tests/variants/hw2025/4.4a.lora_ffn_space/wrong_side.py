"""earns nothing: not_bound

As if r were a constant.
"""

from notation import *


def lora_ffn_space(n, d, r, h):
    return Theta(d)
