"""earns nothing: not_bound

As if heads shared a d×d matrix.
"""

from notation import *


def lora_mha_time(n, d, r, h):
    return Theta(n * d**2 + n * d * r + h * n**2 * d)
