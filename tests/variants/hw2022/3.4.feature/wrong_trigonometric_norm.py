"""earns nothing: trigonometric with the norm

For the softmax kernel.
"""

from notation import *


def feature(u, w, r, m, d):
    return exp(norm(u) ** 2 / 2) * cos(w[r].T * u) / sqrt(m)
