"""earns all

For any n and d.
"""

from notation import *


def rank(n, d):
    return Min(n, d)
