"""earns nothing: missing fact at step 1

A zero that is one by a fact, for a milestone.
"""

from notation import *


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    start = theta - eta * grad_reg
    middle = theta - eta * (grad + 2 * gamma * theta)
    target = theta - eta * grad - lam * theta
    zero = grad_reg - grad - 2 * gamma * theta
    return Derivation(start).equals(start + eta * zero).equals(start)
