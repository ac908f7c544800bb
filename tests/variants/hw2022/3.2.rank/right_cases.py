"""earns all

By cases.
"""

from sympy import Piecewise


def rank(n, d):
    return Piecewise((d, d <= n), (n, True))
