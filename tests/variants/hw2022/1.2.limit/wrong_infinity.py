"""earns 0

Infinity.
"""

import math


def limit(delta, T):
    return math.inf
