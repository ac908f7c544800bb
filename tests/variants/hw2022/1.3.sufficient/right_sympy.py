"""earns all

What sympy makes of a comparison.
"""

import sympy


def sufficient():
    return sympy.Integer(1) > 2
