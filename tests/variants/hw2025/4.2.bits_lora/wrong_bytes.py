"""earns nothing

Bytes.
"""

from notation import *


def bits_lora(d, r, m):
    return 4 * (d**2 + 2 * d * r)
