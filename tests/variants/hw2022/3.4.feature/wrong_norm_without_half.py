"""earns half: norm without half

No half.
"""

from notation import *


def feature(u, w, r, m, d):
    return exp(w[r].T * u - norm(u) ** 2) / sqrt(m)
