"""earns nothing: decay times the weight

A misreading that earns nothing is named with a minus before it, too.
"""

from notation import *


def matching_decay(theta, grad, eta, gamma):
    return -2 * eta * gamma * theta
