"""earns half: loose

Every candidate is copied, not only those kept.
"""

from notation import *


def beam_time(T, B, N, c):
    return T**2 * B * N
