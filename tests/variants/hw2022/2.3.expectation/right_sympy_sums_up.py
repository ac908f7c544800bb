"""earns all

sympy sums the weights up, and keeps β = 1 apart.
"""

import sympy


def expectation(mu, beta, t, zeta):
    s = sympy.Symbol("s", integer=True)
    return (1 - beta) * mu * sympy.summation(beta**s, (s, 0, t - 1))
