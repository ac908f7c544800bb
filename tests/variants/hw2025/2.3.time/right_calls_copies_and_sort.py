"""earns all: the candidates are sorted; copies and calls of the model are counted

Everything there is.
"""

from notation import *


def beam_time(T, B, N, c):
    total = 0
    total += B * c  # the model
    total += B * N  # new scores
    total += B * N * log(B * N)  # sort
    total += B * T  # copy
    return O(T * total)
