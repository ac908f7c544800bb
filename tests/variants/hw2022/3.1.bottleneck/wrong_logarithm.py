"""earns nothing: not_bound

As if something were sorted.
"""

from notation import *


def bottleneck(n):
    return n * log(n)
