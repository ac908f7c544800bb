"""earns all: the B best are found in stages within the time of a sort

The B best of each hypothesis in linear time; then B**2 candidates are sorted.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * (B * N + B**2 * log(B))
