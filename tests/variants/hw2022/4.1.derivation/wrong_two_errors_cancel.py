"""earns half: false at step 1

The factor 2 is lost and found again.
"""

from notation import *


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    start = theta - eta * grad_reg
    middle = theta - eta * (grad + 2 * gamma * theta)
    target = theta - eta * grad - lam * theta
    return (
        Derivation(start)
        .equals(theta - eta * grad - eta * gamma * theta, by="gradient of the penalty")
        .equals(theta - eta * grad - 2 * eta * gamma * theta)
        .equals(target, by="choice of λ")
    )
