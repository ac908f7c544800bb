"""earns half: norm not squared

No square.
"""

from notation import *


def feature(u, w, r, m, d):
    return exp(w[r].T * u - norm(u) / 2) / sqrt(m)
