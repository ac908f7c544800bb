"""earns all

Brackets.
"""

from notation import *


def new_line(theta, g, gamma, eps, m):
    return 2 * (g / 2 + gamma * theta)
