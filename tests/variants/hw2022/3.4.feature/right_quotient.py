"""earns all

As a quotient, entry by entry.
"""

from notation import *


def feature(u, w, r, m, d):
    s = Symbol("s")
    projection = Sum(w[r][s] * u[s], (s, 1, d))
    return exp(projection) / (sqrt(m) * exp(Sum(u[s] ** 2, (s, 1, d)) / 2))
