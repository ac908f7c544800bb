"""earns nothing: trigonometric in both

Sine and cosine, unbiased but of either sign.
"""

from notation import *


def feature(u, w, r, m, d):
    angle = w[r].T * u
    return exp(norm(u) ** 2 / 2) * (cos(angle) + sin(angle)) / sqrt(m)
