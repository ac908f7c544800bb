"""earns all: adapters counted as well

Counts the adapters that cannot be merged.
"""

from notation import *


def overhead(n, d, r, h):
    return Theta(d**2 + 2 * n * d * r)
