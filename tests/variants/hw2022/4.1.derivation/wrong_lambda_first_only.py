"""earns half: target

The other order of the facts, broken off.
"""

from notation import *


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    start = theta - eta * grad_reg
    return (
        Derivation(start)
        .equals(start + 2 * eta * gamma * theta - lam * theta, by="choice of λ")
    )
