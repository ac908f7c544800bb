"""earns nothing: not_bound

Takes adapters for r×r.
"""

from notation import *


def lora_ffn_space(n, d, r, h):
    return Theta(r**2)
