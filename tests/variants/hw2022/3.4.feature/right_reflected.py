"""earns all: another positive feature map that is unbiased

The draws reflected.
"""

from notation import *


def feature(u, w, r, m, d):
    return exp(-T(w[r]) * u - norm(u) ** 2 / 2) / sqrt(m)
