"""earns nothing: no norm

The random factor alone.
"""

from notation import *


def feature(u, w, r, m, d):
    return exp(w[r].T * u) / sqrt(m)
