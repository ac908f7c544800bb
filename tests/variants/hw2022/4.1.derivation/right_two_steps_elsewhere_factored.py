"""earns all

The decay as a factor of θ.
"""

from notation import *


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    start = theta - eta * grad_reg
    middle = theta - eta * (grad + 2 * gamma * theta)
    target = theta - eta * grad - lam * theta
    return (
        Derivation(-eta * grad_reg + theta)
        .equals((1 - 2 * eta * gamma) * theta - eta * grad, by="gradient of the penalty")
        .equals((1 - lam) * theta - eta * grad, by="choice of λ")
    )
