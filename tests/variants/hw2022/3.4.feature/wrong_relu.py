"""earns nothing

Positive, and biased.
"""

from notation import *


def feature(u, w, r, m, d):
    return Max(0, T(w[r]) * u) / sqrt(m)
