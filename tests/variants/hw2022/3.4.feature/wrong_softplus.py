"""earns nothing

Positive, and biased.
"""

from notation import *


def feature(u, w, r, m, d):
    return log(1 + exp(T(w[r]) * u)) / sqrt(m)
