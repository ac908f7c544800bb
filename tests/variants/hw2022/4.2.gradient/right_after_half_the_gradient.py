"""earns all: followed

Going on from the λ that follows from ∇γ‖θ‖² = γθ.
"""

from notation import *


def matching_decay(theta, grad, eta, gamma):
    return eta * gamma


def new_line(theta, g, gamma, eps, m):
    return g + gamma * theta
