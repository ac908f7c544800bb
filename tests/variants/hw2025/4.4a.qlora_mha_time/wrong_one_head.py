"""earns nothing: not_bound

One head.
"""

from notation import *


def qlora_mha_time(n, d, r, h):
    return Theta(n * d**2 + n**2 * d)
