"""earns all: the candidates are sorted

log N is the order of log(B N) where B ≤ N; constants.
"""

from notation import *


def beam_time(T, B, N, c):
    return 5 * T * B * N * log(N, 2) + 3 * T * B * N
