"""earns all: the B best are found in linear time; copies are counted

The copies of step t take t words.
"""

from notation import *


def beam_time(T, B, N, c):
    t = Symbol('t')
    return Sum(B * N + B * t, (t, 1, T))
