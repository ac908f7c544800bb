"""earns nothing: all heads with projections

All the heads, and what they project.
"""

from notation import *


def head_time(n, d, h):
    return Theta(h * n * d * (n + 3 * d))
