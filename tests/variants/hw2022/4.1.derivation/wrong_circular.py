"""earns half: circular at step 2

Back to the start.
"""

from notation import *


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    start = theta - eta * grad_reg
    middle = theta - eta * (grad + 2 * gamma * theta)
    target = theta - eta * grad - lam * theta
    return (
        Derivation(start)
        .equals(middle, by="gradient of the penalty")
        .equals(start, by="gradient of the penalty")
        .equals(target, by="choice of λ")
    )
