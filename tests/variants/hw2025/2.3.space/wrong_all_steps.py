"""earns nothing: loose

As if the scores of all steps were kept.
"""

from notation import *


def beam_space(T, B, N):
    return Theta(T * B * N)
