"""earns nothing: penalty itself

The penalty in the place of its gradient: a number added to a vector.
"""

from notation import *


def new_line(theta, g, gamma, eps, m):
    return g + gamma * norm(theta) ** 2
