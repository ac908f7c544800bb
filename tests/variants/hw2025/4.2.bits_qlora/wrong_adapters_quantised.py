"""earns nothing: adapters quantised

Keeps adapters in m bits.
"""

from notation import *


def bits_qlora(d, r, m):
    return m * (d**2 + 2 * d * r)
