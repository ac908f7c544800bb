"""earns all: the candidates are sorted; copies are counted

Copying B sequences of length up to T at each step.
"""

from notation import *


def beam_time(T, B, N, c):
    selection = B * N * log(B * N)
    copies = B * T
    return T * (selection + copies)
