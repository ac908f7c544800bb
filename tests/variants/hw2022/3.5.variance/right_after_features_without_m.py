"""earns all: followed

Going on from features that are not divided by √m.
"""

from notation import *


def feature(u, w, r, m, d):
    return exp(w[r].T * u - norm(u) ** 2 / 2)


def variance(q, k, m):
    return m * exp(2 * q.T * k) * (exp(norm(q + k) ** 2) - 1)
