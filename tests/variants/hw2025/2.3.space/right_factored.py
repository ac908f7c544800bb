"""earns all

Factored, with constants.
"""

from notation import *


def beam_space(T, B, N):
    return 2 * B * (N + T + 1)
