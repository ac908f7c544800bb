"""earns nothing

Keeps the matrix beside its codes.
"""

from notation import *


def bits_qlora(d, r, m):
    return (32 + m) * d**2 + 64 * d * r
