"""earns nothing: not_bound

For one row of X.
"""

from notation import *


def qlora_ffn_time(n, d, r, h):
    return Theta(d**2 + d * r)
