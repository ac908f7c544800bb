"""earns all

The larger of the two.
"""

from notation import *


def approx_space(n, m, d):
    return n * Max(m, d)
