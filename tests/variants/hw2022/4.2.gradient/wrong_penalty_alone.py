"""earns nothing: penalty alone

Only what is new.
"""

from notation import *


def new_line(theta, g, gamma, eps, m):
    return 2 * gamma * theta
