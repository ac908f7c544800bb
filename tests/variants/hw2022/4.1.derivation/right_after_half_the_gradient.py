"""earns all: followed

Going on from the λ that follows from ∇γ‖θ‖² = γθ.
"""

from notation import *


def matching_decay(theta, grad, eta, gamma):
    return eta * gamma


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    return (
        Derivation(theta - eta * grad_reg)
        .equals(theta - eta * (grad + gamma * theta), by="gradient of the penalty")
        .equals(theta - eta * grad - lam * theta, by="choice of λ")
    )
