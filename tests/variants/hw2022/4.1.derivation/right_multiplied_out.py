"""earns all

With the brackets multiplied out.
"""

from notation import *


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    start = theta - eta * grad_reg
    middle = theta - eta * (grad + 2 * gamma * theta)
    return (
        Derivation(start)
        .equals(middle, by="gradient of the penalty")
        .equals(theta - eta * grad - 2 * eta * gamma * theta)
        .equals((1 - lam) * theta - eta * grad, by="choice of λ")
    )
