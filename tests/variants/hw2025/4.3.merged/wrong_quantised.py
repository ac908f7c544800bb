"""earns nothing: quantised

QLoRA's matrix.
"""

from notation import *


def merged(X, W, codes, delta, A, B):
    return delta * codes + A * T(B)
