"""earns nothing: loose

A dimension too many.
"""

from notation import *


def head_time(n, d, h):
    return Theta(n**2 * d**2)
