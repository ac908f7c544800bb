"""earns nothing: adapters left out

Forgets the adapters.
"""

from notation import *


def bits_lora(d, r, m):
    return 32 * d**2
