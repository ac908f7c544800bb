"""earns all

Distinguishes cases, of which one can occur.
"""

from sympy import Piecewise, oo


def limit(delta, T):
    return Piecewise((0, delta < 1), (1, delta <= 1), (oo, True))
