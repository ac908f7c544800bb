"""earns all

Another order.
"""

from notation import *


def matching_decay(theta, grad, eta, gamma):
    return gamma * eta * 2
