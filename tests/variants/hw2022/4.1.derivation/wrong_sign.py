"""earns nothing: false at step 1

The penalty is subtracted.
"""

from notation import *


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    start = theta - eta * grad_reg
    middle = theta - eta * (grad + 2 * gamma * theta)
    target = theta - eta * grad - lam * theta
    return (
        Derivation(start)
        .equals(theta - eta * (grad - 2 * gamma * theta), by="gradient of the penalty")
        .equals(target, by="choice of λ")
    )
