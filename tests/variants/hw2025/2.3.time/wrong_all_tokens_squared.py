"""earns nothing: loose

All pairs of words.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * B * N**2
