"""earns all

sympy's one.
"""

import sympy


def decay_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return sympy.Integer(1)
