"""earns nothing

Takes the number of levels for bits.
"""

from notation import *


def bits_qlora(d, r, m):
    return 2**m * d**2 + 64 * d * r
