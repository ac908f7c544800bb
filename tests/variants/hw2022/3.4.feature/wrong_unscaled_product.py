"""earns half: not divided

The same as a product.
"""

from notation import *


def feature(u, w, r, m, d):
    return exp(-u.T * u / 2) * exp(u.T * w[r])
