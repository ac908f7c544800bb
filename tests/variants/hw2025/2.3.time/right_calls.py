"""earns all: the B best are found in linear time; calls of the model are counted

One call for each hypothesis and step.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * B * (c + N)
