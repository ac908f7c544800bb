"""earns nothing: loose

Counts the input.
"""

from notation import *


def lora_ffn_space(n, d, r, h):
    return Theta(n * d + d * r)
