"""earns half: transpose

As a row.
"""

from notation import *


def new_line(theta, g, gamma, eps, m):
    return (g + 2 * gamma * theta).T
