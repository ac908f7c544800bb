"""earns nothing: not_bound

The scores of a step are forgotten.
"""

from notation import *


def beam_space(T, B, N):
    return Theta(B * T)
