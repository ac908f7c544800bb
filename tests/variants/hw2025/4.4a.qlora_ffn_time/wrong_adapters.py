"""earns nothing: adapters alone

The adapters alone.
"""

from notation import *


def qlora_ffn_time(n, d, r, h):
    return Theta(n * d * r)
