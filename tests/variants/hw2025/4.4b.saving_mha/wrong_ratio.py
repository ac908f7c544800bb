"""earns nothing: ratio

A ratio.
"""

from notation import *


def saving_mha(d, h, r, m):
    return 32 / m
