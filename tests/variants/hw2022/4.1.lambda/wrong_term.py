"""earns nothing: decay times the weight

The whole term.
"""

from notation import *


def matching_decay(theta, grad, eta, gamma):
    return 2 * eta * gamma * theta
