"""earns all

Multiplies the choices of the T positions.
"""

from sympy import Product, Symbol


def count(N, T):
    t = Symbol("t")
    return Product(N, (t, 1, T))
