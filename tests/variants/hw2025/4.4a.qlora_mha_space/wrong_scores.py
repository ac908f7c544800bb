"""earns nothing: loose

Counts the scores.
"""

from notation import *


def qlora_mha_space(n, d, r, h):
    return Theta(h * d * r + h * n**2)
