"""earns nothing

The learning rate twice.
"""

from notation import *


def matching_decay(theta, grad, eta, gamma):
    return 2 * eta**2 * gamma
