"""earns all

Quickselect, then the B that are kept are sorted: dominated.
"""

from notation import *


def beam_time(T, B, N, c):
    return Theta(T * B * N + T * B * log(B))
