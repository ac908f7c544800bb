"""earns all

Uses r ≤ d.
"""

from notation import *


def lora_mha_time(n, d, r, h):
    return Theta(h * n * d * (n + d))
