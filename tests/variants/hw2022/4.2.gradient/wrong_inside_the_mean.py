"""earns half: penalty inside the mean

Divided by the size of the minibatch.
"""

from notation import *


def new_line(theta, g, gamma, eps, m):
    return g + 2 * gamma / m * theta
