"""earns all: the words of each hypothesis are sorted and the B best scanned

The N words of each hypothesis are sorted, then B**2 candidates are scanned B times.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * (B * N * log(N) + B**3)
