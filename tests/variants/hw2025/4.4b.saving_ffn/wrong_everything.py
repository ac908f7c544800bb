"""earns nothing

All of it.
"""

from notation import *


def saving_ffn(d, h, r, m):
    return 32 * d**2
