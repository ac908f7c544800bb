"""earns nothing: loose

Counts the scores.
"""

from notation import *


def lora_mha_space(n, d, r, h):
    return Theta(h * d * r + h * n**2)
