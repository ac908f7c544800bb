"""earns nothing: frozen left out

Forgets what is frozen.
"""

from notation import *


def bits_lora(d, r, m):
    return 64 * d * r
