"""earns all

Before minus after.
"""

from notation import *


def saving_ffn(d, h, r, m):
    return 32 * d**2 - m * d**2
