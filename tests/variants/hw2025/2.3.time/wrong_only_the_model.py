"""earns nothing: not_bound

Calls of the model and nothing else.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * B * c
