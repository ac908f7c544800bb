"""earns half: one call a step; the B best are found in linear time

A call of the model for each step, whatever the size of the batch.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * N * B + c * T
