"""earns nothing: loose

All sequences.
"""

from notation import *


def beam_space(T, B, N):
    return N**T
