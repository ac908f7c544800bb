"""earns half: sign

LoRA minus QLoRA.
"""

from notation import *


def difference(X, W, codes, delta, A, B):
    return X * (W - delta * codes)
