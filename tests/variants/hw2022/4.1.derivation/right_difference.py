"""earns all

What the two gradients differ by.
"""

from notation import *


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    start = theta - eta * grad_reg
    middle = theta - eta * (grad + 2 * gamma * theta)
    target = theta - eta * grad - lam * theta
    difference = grad_reg - grad
    return (
        Derivation(theta - eta * (grad + difference))
        .equals(theta - eta * grad - 2 * eta * gamma * theta, by="gradient of the penalty")
        .equals(target, by="choice of λ")
    )
