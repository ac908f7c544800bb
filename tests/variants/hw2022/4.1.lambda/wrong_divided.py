"""earns nothing

Divided by the learning rate.
"""

from notation import *


def matching_decay(theta, grad, eta, gamma):
    return 2 * gamma / eta
