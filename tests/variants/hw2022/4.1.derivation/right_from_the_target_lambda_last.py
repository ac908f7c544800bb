"""earns all

From the end, the gradient first.
"""

from notation import *


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    start = theta - eta * grad_reg
    middle = theta - eta * (grad + 2 * gamma * theta)
    target = theta - eta * grad - lam * theta
    return (
        Derivation(target)
        .equals(start + 2 * eta * gamma * theta - lam * theta, by="gradient of the penalty")
        .equals(start, by="choice of λ")
    )
