"""earns all

sympy's minimum, the other way round.
"""

from sympy import Min


def rank(n, d):
    return Min(d, n)
