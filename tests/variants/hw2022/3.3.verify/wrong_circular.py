"""earns 1/4: circular at step 2

There and back.
"""

from notation import *


def verify(Q, K, V, A, D, i, c, n, d):
    E_ = exp(Q * K.T)
    return (
        Derivation(softmax_row(Q * K.T) * V)
        .equals(inv(diag(E_ * ones(n))) * E_ * V, by="definition of softmax")
        .equals(softmax_row(Q * K.T) * V, by="definition of softmax")
        .equals(inv(D) * A * V, by=["definition of A", "definition of D"])
    )
