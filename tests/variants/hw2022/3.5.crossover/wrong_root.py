"""earns nothing: not_bound

The root.
"""

from notation import *


def crossover(n, d):
    return sqrt(n)
