"""earns all: the B best are found in stages within the time of scans

The B best of each hypothesis in linear time; then a scan of B**2 candidates for each of B.
"""

from notation import *


def beam_time(T, B, N, c):
    return T * B * N + T * B**3
