"""earns all

Written as an order.
"""

from notation import *


def separable_space(n, d):
    return Theta(d * (n + d))
