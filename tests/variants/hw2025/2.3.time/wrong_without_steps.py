"""earns nothing: not_bound

One step.
"""

from notation import *


def beam_time(T, B, N, c):
    return B * N * log(B * N)
