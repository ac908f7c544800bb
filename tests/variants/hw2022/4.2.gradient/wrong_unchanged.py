"""earns nothing

The line as it was.
"""

from notation import *


def new_line(theta, g, gamma, eps, m):
    return g
