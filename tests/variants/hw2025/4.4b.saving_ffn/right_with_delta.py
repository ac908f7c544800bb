"""earns all: less the bits of Δ

Counts Δ.
"""

from notation import *


def saving_ffn(d, h, r, m):
    return (32 - m) * d**2 - 32
