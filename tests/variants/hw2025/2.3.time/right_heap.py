"""earns all: a heap of B hypotheses

A heap of the B best.
"""

from notation import *


def beam_time(T, B, N, c):
    return O(T * B * N * log(B))
