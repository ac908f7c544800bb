"""earns all

Counts numbers first.
"""

from notation import *


def bits_lora(d, r, m):
    numbers = d**2 + 2 * d * r
    return 32 * numbers
