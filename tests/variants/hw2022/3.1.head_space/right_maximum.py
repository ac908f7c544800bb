"""earns all

The larger of the two.
"""

from notation import *


def head_space(n, d, h):
    return Max(n**2, n * d)
