"""earns half: not divided

The factor for the mean is forgotten.
"""

from notation import *


def feature(u, w, r, m, d):
    return exp(w[r].T * u - norm(u) ** 2 / 2)
