"""earns 5/4

Written as an order.
"""

from notation import *


def approx_space(n, m, d):
    return Theta(n * (m + d))
