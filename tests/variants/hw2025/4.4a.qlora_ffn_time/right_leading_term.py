"""earns all

Uses r ≤ d.
"""

from notation import *


def qlora_ffn_time(n, d, r, h):
    return Theta(n * d**2)
