"""earns nothing: trigonometric with a root

With the usual constant.
"""

from notation import *


def feature(u, w, r, m, d):
    return sqrt(2 / m) * cos(w[r].T * u)
