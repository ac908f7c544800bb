"""earns nothing: not_bound

Sorts the B best of each hypothesis and forgets that all are scored.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * (B * c + B**2 * log(B))
