"""earns nothing: what is left

What is held afterwards.
"""

from notation import *


def saving_ffn(d, h, r, m):
    return m * d**2
