"""earns all

The cheaper of the two orders.
"""

from notation import *


def separable_time(n, d):
    return Min(2 * n**2 * d, 2 * n * d**2)
