"""earns nothing: one head

One head.
"""

from notation import *


def saving_mha(d, h, r, m):
    return (32 - m) * 4 * d**2
