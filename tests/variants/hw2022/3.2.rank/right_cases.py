"""earns all: for all n and d

By cases.
"""

from sympy import Piecewise


def rank(n, d):
    return Piecewise((d, d <= n), (n, True))
