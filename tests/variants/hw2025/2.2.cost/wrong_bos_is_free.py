"""earns nothing: loose

Multiplies the choices of T + 1 positions: as if <BOS> were free.
"""

from notation import Product, Symbol


def cost(N, T):
    t = Symbol("t")
    return T * Product(N, (t, 0, T))
