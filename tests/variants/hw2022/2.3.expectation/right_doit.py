"""earns all

Lets sympy sum, which distinguishes β = 1.
"""

import sympy


def expectation(mu, beta, t, zeta):
    i = sympy.Symbol("i")
    return sympy.Sum((1 - beta) * beta ** (t - i) * mu, (i, 1, t)).doit()
