"""earns all

Multiplies the choices of T positions.
"""

from notation import Product, Symbol


def cost(N, T):
    t = Symbol("t")
    return T * Product(N, (t, 1, T))
