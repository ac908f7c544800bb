"""earns nothing: loose

Takes each adapter for hd×r.
"""

from notation import *


def lora_mha_space(n, d, r, h):
    return Theta(h**2 * d * r)
