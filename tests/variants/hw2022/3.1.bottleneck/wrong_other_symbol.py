"""earns nothing: malformed

Speaks of d.
"""

from notation import *


def bottleneck(n):
    return n**2 * Symbol("d")
