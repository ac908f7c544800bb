"""earns half: sign

With the sign of the update.
"""

from notation import *


def matching_decay(theta, grad, eta, gamma):
    return -2 * eta * gamma
