"""earns 1/2: the smaller of the two

Does not use r ≤ d.
"""

from notation import *


def rank(d, r, m):
    return Min(r, d)
