"""earns nothing: not_bound

Chooses the words, then their order.
"""

import sympy


def cost(N, T):
    return T * sympy.binomial(N, T) * sympy.factorial(T)
