"""earns nothing: one matrix

One matrix a head.
"""

from notation import *


def saving_mha(d, h, r, m):
    return (32 - m) * h * d**2
