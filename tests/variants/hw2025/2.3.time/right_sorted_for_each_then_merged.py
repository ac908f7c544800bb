"""earns all: the candidates are sorted

The N words of each hypothesis are sorted, then the B first of each.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * (B * N * log(N) + B**2 * log(B**2))
