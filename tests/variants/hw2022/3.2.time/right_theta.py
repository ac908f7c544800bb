"""earns all

Written as an order.
"""

from notation import *


def separable_time(n, d):
    return Theta(n * d**2)
