"""earns all: less the bits of each Δ

Counts each Δ.
"""

from notation import *


def saving_mha(d, h, r, m):
    return (32 - m) * 4 * h * d**2 - 32 * (3 * h + 1)
