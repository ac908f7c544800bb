"""earns nothing: loose

With a d×d product of matrices.
"""

from notation import *


def lora_ffn_time(n, d, r, h):
    return Theta(n * d**2 + d**3)
