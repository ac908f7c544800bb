"""earns nothing

Both slips at once.
"""

from notation import *


def new_line(theta, g, gamma, eps, m):
    return g + gamma * theta / m
