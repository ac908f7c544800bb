"""earns 1/4: too many facts at step 1

Everything at once.
"""

from notation import *


def verify(Q, K, V, A, D, i, c, n, d):
    return Derivation(softmax_row(Q * K.T) * V).equals(
        inv(D) * A * V,
        by=["definition of softmax", "definition of A", "definition of D"],
    )
