"""earns all

Without Theta.
"""

from notation import *


def qlora_ffn_time(n, d, r, h):
    return n * d**2 + n * d * r + d**2
