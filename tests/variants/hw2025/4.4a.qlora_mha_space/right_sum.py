"""earns all

Adapters of Q, K and V.
"""

from notation import *


def qlora_mha_space(n, d, r, h):
    matrices = 3
    return Theta(h * matrices * (d * r + d * r))
