"""earns all

The square completed.
"""

from notation import *


def feature(u, w, r, m, d):
    return sqrt(1 / m) * exp(norm(w[r]) ** 2 / 2 - norm(w[r] - u) ** 2 / 2)
