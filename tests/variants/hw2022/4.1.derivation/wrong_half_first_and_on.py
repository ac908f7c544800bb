"""earns half: false at step 5

A proof by a way of its own, and then a false step.
"""

from notation import *


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    start = theta - eta * grad_reg
    middle = theta - eta * (grad + 2 * gamma * theta)
    target = theta - eta * grad - lam * theta
    return (
        Derivation(start)
        .equals(theta - eta * (grad + grad_reg) / 2 - eta * gamma * theta, by="gradient of the penalty")
        .equals(theta - eta * (grad + grad_reg) / 2 - lam * theta / 2, by="choice of λ")
        .equals(target - eta * gamma * theta + lam * theta / 2, by="gradient of the penalty")
        .equals(target, by="choice of λ")
        .equals(target + theta)
    )
