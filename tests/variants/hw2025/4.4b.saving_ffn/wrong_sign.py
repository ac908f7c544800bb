"""earns half: sign

After minus before.
"""

from notation import *


def saving_ffn(d, h, r, m):
    return (m - 32) * d**2
