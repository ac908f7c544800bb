"""earns nothing: loose

Takes the output matrix for hd×hd.
"""

from notation import *


def qlora_mha_time(n, d, r, h):
    return Theta(h * (n * d**2 + n**2 * d) + n * h**2 * d**2)
