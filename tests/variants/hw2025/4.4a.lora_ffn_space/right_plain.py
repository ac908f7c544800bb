"""earns all

Without Theta.
"""

from notation import *


def lora_ffn_space(n, d, r, h):
    return d * r
