"""earns all

The penalty first.
"""

from notation import *


def new_line(theta, g, gamma, eps, m):
    return 2 * gamma * theta + g
