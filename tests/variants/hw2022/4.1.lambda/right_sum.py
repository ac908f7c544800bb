"""earns all

Not collected.
"""


def matching_decay(theta, grad, eta, gamma):
    return eta * gamma + eta * gamma
