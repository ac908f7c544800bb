"""earns all: the B best are found in linear time; calls of the model are counted

A heap of all candidates in linear time, and calls.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * (B * c + B * N + B * log(B * N))
