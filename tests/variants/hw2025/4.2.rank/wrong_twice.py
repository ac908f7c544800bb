"""earns half: twice

Adds the ranks of A and B.
"""

from notation import *


def rank(d, r, m):
    return 2 * r
