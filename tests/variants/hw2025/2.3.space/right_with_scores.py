"""earns all

The scores of the hypotheses and two generations of sequences.
"""

from notation import *


def beam_space(T, B, N):
    sequences = 2 * B * (T + 1)
    scores = B + B * N
    return Theta(scores + sequences)
