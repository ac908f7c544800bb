"""earns nothing: not_bound

Greedy decoding.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * N
