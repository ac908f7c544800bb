"""earns all: projections counted with the head

Factored, with the size as the head.
"""

from notation import *


def head_time(n, d, h):
    return O(n * d * (n + d))
