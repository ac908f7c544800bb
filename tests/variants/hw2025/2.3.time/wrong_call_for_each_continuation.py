"""earns half: a call for each word; the B best are found in linear time

The model scores each continuation by itself.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * B * N * c
