"""earns nothing: malformed at step 1

An array of numbers where an expression belongs.
"""

import numpy
from notation import *


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    return (
        Derivation(theta - eta * grad_reg)
        .equals(numpy.zeros((3, 1)), by="gradient of the penalty")
        .equals(theta - eta * grad - lam * theta, by="choice of lam")
    )
