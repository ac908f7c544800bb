"""earns all

Expanded.
"""

from notation import *


def saving_mha(d, h, r, m):
    return 128 * h * d**2 - 4 * m * h * d**2
