"""earns nothing: loose

The cost of exhaustive search.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * N**T
