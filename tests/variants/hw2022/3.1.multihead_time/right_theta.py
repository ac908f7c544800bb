"""earns all

Written as an order.
"""

from notation import *


def multihead_time(n, d, h):
    return Theta(h * n * d * (n + d))
