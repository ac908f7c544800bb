"""earns nothing

LoRA quantises nothing.
"""

from notation import *


def bits_lora(d, r, m):
    return m * (d**2 + 2 * d * r)
