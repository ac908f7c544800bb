"""earns all

The penalty is added m times and divided by m.
"""

from notation import *


def new_line(theta, g, gamma, eps, m):
    return (m * g + m * gamma * 2 * theta) / m
