"""earns nothing: false at step 1

With λ = 0 there would be no penalty.
"""

from notation import *


def matching_decay(theta, grad, eta, gamma):
    return 0


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    return (
        Derivation(theta - eta * grad_reg)
        .equals(theta - eta * grad, by="gradient of the penalty")
        .equals(theta - eta * grad - lam * theta, by="choice of λ")
    )
