"""earns all

Written as an order.
"""

from notation import *


def multihead_space(n, d, h):
    return Theta(n**2 + h * n * d + h * d**2)
