"""earns half: a call for each word; the candidates are sorted

Asks the model about each word, and sorts.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * B * N * (c + log(B * N))
