"""earns all

(B Aᵀ)ᵀ.
"""

from notation import *


def update(X, W, codes, delta, A, B):
    return (B * A.T).T
