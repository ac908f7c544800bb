"""earns nothing

The gradient of an L1 penalty.
"""

from notation import *


def new_line(theta, g, gamma, eps, m):
    return g + gamma * hadamard(theta, inv(diag(Abs(theta))) * ones(Symbol('d')))
