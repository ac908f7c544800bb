"""earns half: gradient of the penalty

The gradient of ‖θ‖² without its factor.
"""

from notation import *


def matching_decay(theta, grad, eta, gamma):
    return eta * gamma
