"""earns nothing: not_bound

Only what is kept is counted.
"""

from notation import *


def beam_time(T, B, N, c):
    return Theta(T * B)
