"""earns all

What sympy makes of a comparison.
"""

import sympy


def necessary():
    return sympy.Integer(2) > 1
