"""earns half: loose

Sorts the candidates of all steps together: a logarithm of T too much.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * B * N * log(T * B * N)
