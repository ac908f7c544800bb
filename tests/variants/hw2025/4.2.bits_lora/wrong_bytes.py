"""earns 0

Bytes.
"""

from notation import *


def bits_lora(d, r, m):
    return 4 * (d**2 + 2 * d * r)
