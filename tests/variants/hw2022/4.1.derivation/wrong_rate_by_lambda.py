"""earns half: missing fact at step 3

The learning rate expressed by λ; the way back cites nothing.
"""

from notation import *


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    start = theta - eta * grad_reg
    target = theta - eta * grad - lam * theta
    return (
        Derivation(start)
        .equals(theta - lam / (2 * gamma) * grad_reg, by="choice of λ")
        .equals(theta - lam / (2 * gamma) * grad - lam * theta, by="gradient of the penalty")
        .equals(target)
    )
