"""earns all

As it is printed.
"""

from notation import *


def feature(u, w, r, m, d):
    return exp(-(norm(u) ** 2) / 2) / sqrt(m) * exp(w[r].T * u)
