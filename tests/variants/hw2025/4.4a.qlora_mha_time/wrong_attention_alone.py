"""earns nothing: not_bound

No projections.
"""

from notation import *


def qlora_mha_time(n, d, r, h):
    return Theta(h * n**2 * d)
