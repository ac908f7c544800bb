"""earns nothing

Writes the limit down, and does not take it.
"""

from sympy import Limit, oo


def limit(delta, T):
    return Limit(delta**T, T, oo)
