"""earns half: loose

Sorts for each word that is looked up by bisection: a logarithm too much.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * B * N * log(N) ** 2
