"""earns all

Does not use r ≤ d.
"""

from notation import *


def rank(d, r, m):
    return Min(r, d)
