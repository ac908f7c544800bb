"""earns nothing: learning rate

The coefficient of the gradient.
"""

from notation import *


def matching_decay(theta, grad, eta, gamma):
    return 2 * gamma
