"""earns nothing: loose

Counts the input.
"""

from notation import *


def qlora_ffn_space(n, d, r, h):
    return Theta(n * d + d * r)
