"""earns nothing: not_bound

The sequences are forgotten.
"""

from notation import *


def beam_space(T, B, N):
    return Theta(B * N)
