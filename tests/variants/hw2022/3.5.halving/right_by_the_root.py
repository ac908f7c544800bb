"""earns all

The standard error is proportional to 1/√m.
"""

from sympy import Rational


def halving(m):
    return (1 / Rational(1, 2)) ** 2
