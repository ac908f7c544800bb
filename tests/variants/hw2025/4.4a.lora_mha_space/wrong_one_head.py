"""earns nothing: not_bound

One head.
"""

from notation import *


def lora_mha_space(n, d, r, h):
    return Theta(d * r)
