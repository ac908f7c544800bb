"""earns nothing

Takes the output matrix for hd×hd.
"""

from notation import *


def saving_mha(d, h, r, m):
    return (32 - m) * (3 * h * d**2 + h**2 * d**2)
