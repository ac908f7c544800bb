"""earns all

Lets sympy take the limit, which does not know that δ is below one.
"""

import sympy


def limit(delta, T):
    return sympy.limit(delta**T, T, sympy.oo)
