"""earns half: divided twice

Divided by m.
"""

from notation import *


def feature(u, w, r, m, d):
    return exp(w[r].T * u - norm(u) ** 2 / 2) / m
