"""earns nothing: solved for the other

γ for a given λ, with the names exchanged.
"""

from notation import *


def matching_decay(theta, grad, eta, gamma):
    return gamma / (2 * eta)
