"""earns nothing: what is left

What is held afterwards.
"""

from notation import *


def saving_mha(d, h, r, m):
    return m * 4 * h * d**2
