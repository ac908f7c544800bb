"""earns all: the B best are found in linear time; a call of the model reads its prefix anew

Attention over the prefix at each step: T² for each hypothesis and step.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * B * N + T**3 * B
