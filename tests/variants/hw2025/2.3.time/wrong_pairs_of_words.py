"""earns nothing: loose

Compares all pairs of words.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * N**2
