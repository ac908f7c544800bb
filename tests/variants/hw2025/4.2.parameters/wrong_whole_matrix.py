"""earns nothing: all of the matrix

What full fine-tuning trains.
"""

from notation import *


def parameters(d, r, m):
    return d**2
