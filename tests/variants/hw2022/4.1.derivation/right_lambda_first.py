"""earns all

λ is put in for the penalty.
"""

from notation import *


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    start = theta - eta * grad_reg
    target = theta - eta * grad - lam * theta
    return (
        Derivation(start)
        .equals(start + 2 * eta * gamma * theta - lam * theta, by="choice of λ")
        .equals(target, by="gradient of the penalty")
    )
