"""earns nothing: ratio

A ratio.
"""

from notation import *


def saving_ffn(d, h, r, m):
    return 32 / m
