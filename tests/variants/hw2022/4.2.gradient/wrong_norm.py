"""earns nothing

The gradient of γ‖θ‖.
"""

from notation import *


def new_line(theta, g, gamma, eps, m):
    return g + gamma * theta / norm(theta)
