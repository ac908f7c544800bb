"""earns all

Written as an order.
"""

from notation import *


def crossover(n, d):
    return Theta(n)
