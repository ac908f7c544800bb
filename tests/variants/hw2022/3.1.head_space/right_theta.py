"""earns all

Written as an order.
"""

from notation import *


def head_space(n, d, h):
    return Theta(n**2 + n * d)
