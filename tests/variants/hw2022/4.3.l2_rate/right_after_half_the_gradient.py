"""earns all: followed

Going on from the line with ∇γ‖θ‖² = γθ, with δ added to the root.
"""

from notation import *


def new_line(theta, g, gamma, eps, m):
    return g + gamma * theta


def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return gamma * eps / (sqrt(r_hat) + delta)
