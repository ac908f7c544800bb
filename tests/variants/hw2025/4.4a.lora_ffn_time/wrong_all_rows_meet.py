"""earns nothing: loose

As if it were attention.
"""

from notation import *


def lora_ffn_time(n, d, r, h):
    return Theta(n**2 * d + n * d**2)
