"""earns nothing: loose

Every candidate holds its whole sequence.
"""

from notation import *


def beam_space(T, B, N):
    return B * N * T + B * N
