"""earns nothing: loose

Two factors too many.
"""

from notation import *


def beam_time(T, B, N, c):
    return T**2 * B**2 * N
