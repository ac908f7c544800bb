"""earns half: not divided and reflected

The same, reflected.
"""

from notation import *


def feature(u, w, r, m, d):
    return exp(-w[r].T * u) * exp(-norm(u) ** 2 / 2)
