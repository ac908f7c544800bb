"""earns all

Written as an order.
"""

from notation import *


def bottleneck(n):
    return Theta(n**2)
