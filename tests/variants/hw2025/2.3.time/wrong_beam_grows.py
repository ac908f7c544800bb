"""earns nothing: loose

As if the beam multiplied at each step.
"""

from notation import *


def beam_time(T, B, N, c):
    return N * B**T
