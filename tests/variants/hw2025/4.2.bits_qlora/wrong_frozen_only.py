"""earns nothing: adapters left out

Forgets the adapters.
"""

from notation import *


def bits_qlora(d, r, m):
    return m * d**2
