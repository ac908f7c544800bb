"""earns all

Counted exactly.
"""

from notation import *


def qlora_mha_space(n, d, r, h):
    return 6 * h * d * r
