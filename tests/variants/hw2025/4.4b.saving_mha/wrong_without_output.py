"""earns nothing: without the output matrix

Forgets the output matrix.
"""

from notation import *


def saving_mha(d, h, r, m):
    return (32 - m) * 3 * h * d**2
