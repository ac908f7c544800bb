"""earns all

The larger of the two.
"""

from notation import *


def beam_space(T, B, N):
    return O(Max(B * N, B * T))
