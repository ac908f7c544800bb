"""earns nothing: loose

Compares all pairs of hypotheses for each candidate: B two times too often.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * B**3 * N
