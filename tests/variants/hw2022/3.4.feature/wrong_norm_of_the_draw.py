"""earns nothing

The norm of w.
"""

from notation import *


def feature(u, w, r, m, d):
    return exp(w[r].T * u - norm(w[r]) ** 2 / 2) / sqrt(m)
