"""earns nothing: half the gradient of the penalty

Halved, as if the penalty had a ½ and the gradient another.
"""

from notation import *


def matching_decay(theta, grad, eta, gamma):
    return eta * gamma / 2
