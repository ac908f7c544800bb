"""earns all

Solved from γ = λ/(2η).
"""

import sympy


def matching_decay(theta, grad, eta, gamma):
    lam = sympy.Symbol("lam")
    return sympy.solve(sympy.Eq(gamma, lam / (2 * eta)), lam)[0]
