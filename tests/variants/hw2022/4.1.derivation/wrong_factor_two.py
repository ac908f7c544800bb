"""earns nothing: false at step 1

The gradient of the penalty without its factor, and λ to match.
"""

from notation import *


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    start = theta - eta * grad_reg
    target = theta - eta * grad - lam * theta
    return (
        Derivation(start)
        .equals(theta - eta * (grad + gamma * theta), by="gradient of the penalty")
        .equals(target, by="choice of λ")
    )
