"""earns nothing: malformed

V for the size of the vocabulary.
"""

from notation import *


def beam_time(T, B, N, c):
    V = Symbol('V')
    return T * B * V
