"""earns nothing

The penalty's own coefficient.
"""

from notation import *


def matching_decay(theta, grad, eta, gamma):
    return gamma
