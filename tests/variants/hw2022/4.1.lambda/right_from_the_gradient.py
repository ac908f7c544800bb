"""earns all

The derivative of γx², by sympy, over x.
"""

import sympy
from notation import *


def matching_decay(theta, grad, eta, gamma):
    x = Symbol("x")
    penalty = gamma * x**2
    return sympy.simplify(eta * sympy.diff(penalty, x) / x)
