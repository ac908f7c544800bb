"""earns all: the B best are found in linear time; the model is called for each continuation

The model scores each continuation by itself.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * B * N * c
