"""earns all

A heap of all candidates, made in linear time, of which B are taken.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * (B * N + B * log(B * N))
