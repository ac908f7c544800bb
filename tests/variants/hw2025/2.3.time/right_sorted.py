"""earns all: the candidates are sorted

All B·N candidates are sorted at each step.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * B * N * log(B * N)
