"""earns nothing: numbers

Numbers, not bits.
"""

from notation import *


def bits_lora(d, r, m):
    return d**2 + 2 * d * r
