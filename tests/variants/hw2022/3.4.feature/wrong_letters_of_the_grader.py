"""earns half: norm without half

Sums that count with other letters.
"""

from notation import *


def feature(u, w, r, m, d):
    q, x = Symbol("q"), Symbol("x")
    return exp(Sum(w[r][q] * u[q], (q, 1, d)) - Sum(u[x] ** 2, (x, 1, d))) / sqrt(m)
