"""earns all: with the bits of Δ

Counts Δ.
"""

from notation import *


def bits_qlora(d, r, m):
    return m * d**2 + 32 + 2 * 32 * d * r
