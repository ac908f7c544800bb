"""earns half: relation at step 2

An inequality at the end.
"""

from notation import *


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    start = theta - eta * grad_reg
    middle = theta - eta * (grad + 2 * gamma * theta)
    target = theta - eta * grad - lam * theta
    return Derivation(start).equals(middle, by="gradient of the penalty").at_most(target, by="choice of λ")
