"""earns all

A decimal factor.
"""


def matching_decay(theta, grad, eta, gamma):
    return 2.0 * (eta * gamma)
