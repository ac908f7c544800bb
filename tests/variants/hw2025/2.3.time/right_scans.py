"""earns all: a scan for each of the B best

The maximum is searched B times.
"""

from notation import *


def beam_time(T, B, N, c):
    return Theta(T * B**2 * N)
