"""earns all

Exact numbers of sympy.
"""

import sympy


def batch_variance():
    return sympy.Matrix([sympy.Rational(227, 144), sympy.Rational(179, 144)])
