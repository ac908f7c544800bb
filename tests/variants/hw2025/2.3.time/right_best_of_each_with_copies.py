"""earns all: the B best are found in stages within the time of a sort; copies are counted

The same, and the partial sequences are copied.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * (B * N + B**2 * log(B)) + B * T**2
