"""earns all

Without Theta.
"""

from notation import *


def lora_mha_time(n, d, r, h):
    return h * (n * d**2 + n * d * r + n**2 * d)
