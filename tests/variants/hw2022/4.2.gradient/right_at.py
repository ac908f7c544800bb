"""earns all

With @ and the identity.
"""

from notation import *


def new_line(theta, g, gamma, eps, m):
    d = Symbol("d")
    return g + (2 * gamma * eye(d)) @ theta
