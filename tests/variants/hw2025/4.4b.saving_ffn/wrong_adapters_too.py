"""earns nothing

Quantises adapters.
"""

from notation import *


def saving_ffn(d, h, r, m):
    return (32 - m) * (d**2 + 2 * d * r)
