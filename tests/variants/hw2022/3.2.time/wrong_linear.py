"""earns nothing: not_bound

Linear attention, it is called.
"""

from notation import *


def separable_time(n, d):
    return Theta(n)
