"""earns half: one adapter

One adapter only.
"""

from notation import *


def bits_qlora(d, r, m):
    return m * d**2 + 32 * r * d
