"""earns half: penalty subtracted

The sign of the update.
"""

from notation import *


def new_line(theta, g, gamma, eps, m):
    return g - 2 * gamma * theta
