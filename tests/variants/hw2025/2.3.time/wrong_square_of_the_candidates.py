"""earns nothing: loose

Compares every candidate with every other.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * (B * N)**2
