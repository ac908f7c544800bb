"""earns half: half the gradient of the penalty

The gradient of ½γ‖θ‖².
"""

from notation import *


def new_line(theta, g, gamma, eps, m):
    return g + gamma * theta
