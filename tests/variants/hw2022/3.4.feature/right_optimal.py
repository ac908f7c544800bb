"""earns all: another positive feature map that is unbiased

The generalised exponential features: less variance, the same mean.
"""

from notation import *


def feature(u, w, r, m, d):
    return 3 ** (d / 4) * exp(sqrt(3) * T(w[r]) * u - norm(w[r]) ** 2 / 2 - norm(u) ** 2 / 2) / sqrt(m)
