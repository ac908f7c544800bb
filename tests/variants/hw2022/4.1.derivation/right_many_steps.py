"""earns all

Every rule of algebra in a step of its own.
"""

from notation import *


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    start = theta - eta * grad_reg
    middle = theta - eta * (grad + 2 * gamma * theta)
    target = theta - eta * grad - lam * theta
    return (
        Derivation(start)
        .equals(middle, by="gradient of the penalty")
        .equals(theta - eta * grad - eta * (2 * gamma * theta), by="distributive law")
        .equals(theta - eta * grad - (2 * eta * gamma) * theta)
        .equals(theta - eta * grad - lam * theta, by="choice of λ")
        .equals((1 - lam) * theta - eta * grad, by="factoring")
    )
