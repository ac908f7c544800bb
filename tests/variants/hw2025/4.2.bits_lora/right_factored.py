"""earns all

Factored.
"""

from notation import *


def bits_lora(d, r, m):
    return 32 * d * (d + 2 * r)
