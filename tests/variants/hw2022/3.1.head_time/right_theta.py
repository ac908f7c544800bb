"""earns all

Written as an order.
"""

from notation import *


def head_time(n, d, h):
    return Theta(n**2 * d)
