"""earns nothing: trigonometric

Random Fourier features.
"""

from notation import *


def feature(u, w, r, m, d):
    return cos(w[r].T * u) / sqrt(m)
