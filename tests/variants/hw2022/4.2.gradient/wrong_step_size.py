"""earns nothing: penalty multiplied by the step size

The term of 4.1.
"""

from notation import *


def new_line(theta, g, gamma, eps, m):
    return g + 2 * eps * gamma * theta
