"""earns all

The larger of the two.
"""

from notation import *


def separable_space(n, d):
    return Max(n * d, d**2)
