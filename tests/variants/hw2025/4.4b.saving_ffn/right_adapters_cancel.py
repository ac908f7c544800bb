"""earns all

With adapters on both sides.
"""

from notation import *


def saving_ffn(d, h, r, m):
    before = 32 * d**2 + 64 * d * r
    after = m * d**2 + 64 * d * r
    return before - after
