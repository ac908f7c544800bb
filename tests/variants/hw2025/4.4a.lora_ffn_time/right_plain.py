"""earns all

Without Theta.
"""

from notation import *


def lora_ffn_time(n, d, r, h):
    return n * d**2 + n * d * r
