"""earns all

The norm as an inner product.
"""

from notation import *
from sympy import Rational


def feature(u, w, r, m, d):
    return m ** Rational(-1, 2) * exp(w[r].T * u - u.T * u / 2)
