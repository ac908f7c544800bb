"""earns all

Written as an order.
"""

from notation import *


def approx_time(n, m, d):
    return Theta(n * m * d)
