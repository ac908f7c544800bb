"""earns 1/4: false at step 2

The normaliser on the side of the keys.
"""

from notation import *


def verify(Q, K, V, A, D, i, c, n, d):
    E_ = exp(Q * K.T)
    return (
        Derivation(softmax_row(Q * K.T) * V)
        .equals(inv(diag(E_ * ones(n))) * E_ * V, by="definition of softmax")
        .equals(A * inv(diag(A * ones(n))) * V, by="definition of A")
        .equals(A * inv(D) * V, by="definition of D")
        .equals(inv(D) * A * V)
    )
