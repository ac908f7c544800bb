"""earns all

The facts are abbreviated.
"""

from notation import *


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    start = theta - eta * grad_reg
    middle = theta - eta * (grad + 2 * gamma * theta)
    target = theta - eta * grad - lam * theta
    return Derivation(start).equals(middle, by="Gradient of the penalty.").equals(target, by="choice")
