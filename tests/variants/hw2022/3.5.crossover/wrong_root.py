"""earns 0: not_bound

The root.
"""

from notation import *


def crossover(n, d):
    return sqrt(n)
