"""earns all

Factored, with constants.
"""

from notation import *


def qlora_ffn_time(n, d, r, h):
    return Theta(2 * n * d * (d + 2 * r))
