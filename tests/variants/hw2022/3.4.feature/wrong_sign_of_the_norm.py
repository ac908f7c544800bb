"""earns half: norm with the wrong sign

As in the trigonometric features.
"""

from notation import *


def feature(u, w, r, m, d):
    return exp(w[r].T * u + norm(u) ** 2 / 2) / sqrt(m)
