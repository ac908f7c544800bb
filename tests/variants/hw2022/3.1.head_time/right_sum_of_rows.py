"""earns all

Row by row.
"""

from notation import *


def head_time(n, d, h):
    i = Symbol("i")
    return Sum(2 * n * d + n, (i, 1, n))
