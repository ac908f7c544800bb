"""earns all

Factored.
"""

from notation import *


def bits_qlora(d, r, m):
    return d * (m * d + 64 * r)
