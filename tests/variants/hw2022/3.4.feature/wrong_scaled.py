"""earns half: scaled

With the usual scale.
"""

from notation import *
from sympy import Rational


def feature(u, w, r, m, d):
    v = u / d ** Rational(1, 4)
    return exp(w[r].T * v - norm(v) ** 2 / 2) / sqrt(m)
