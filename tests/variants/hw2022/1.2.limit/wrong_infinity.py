"""earns nothing

Infinity.
"""

import math


def limit(delta, T):
    return math.inf
