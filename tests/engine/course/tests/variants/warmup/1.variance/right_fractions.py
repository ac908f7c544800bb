"""earns all

As fractions of sympy's.
"""

import sympy


def variance():
    return [sympy.Rational(26, 3), 2]
