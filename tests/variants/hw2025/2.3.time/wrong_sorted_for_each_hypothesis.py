"""earns half: loose

A sort for each of the B best.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * B**2 * N * log(B * N)
