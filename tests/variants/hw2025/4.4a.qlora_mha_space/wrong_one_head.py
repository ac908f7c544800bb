"""earns nothing: not_bound

One head.
"""

from notation import *


def qlora_mha_space(n, d, r, h):
    return Theta(d * r)
