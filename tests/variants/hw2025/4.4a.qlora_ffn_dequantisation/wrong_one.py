"""earns nothing: not_bound

One scale.
"""

from notation import *


def qlora_ffn_dequantisation(n, d, r, h):
    return 1
