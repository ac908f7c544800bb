"""earns half: one adapter

One adapter only.
"""

from notation import *


def bits_lora(d, r, m):
    return 32 * d**2 + 32 * d * r
