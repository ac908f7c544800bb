"""earns nothing: projections alone

No scores.
"""

from notation import *


def qlora_mha_time(n, d, r, h):
    return Theta(h * (n * d**2 + n * d * r))
