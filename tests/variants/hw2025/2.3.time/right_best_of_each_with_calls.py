"""earns all: the B best are found in stages within the time of a sort; calls of the model are counted

The same, and a call of the model for each hypothesis.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * (B * c + B * N + B**2 * log(B))
