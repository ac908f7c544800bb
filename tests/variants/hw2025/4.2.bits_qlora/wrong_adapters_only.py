"""earns nothing: frozen left out

Forgets the codes.
"""

from notation import *


def bits_qlora(d, r, m):
    return 64 * d * r
