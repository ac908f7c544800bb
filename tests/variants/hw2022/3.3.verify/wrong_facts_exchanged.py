"""earns 1/4: missing fact at step 2

A where D is meant, and the other way round.
"""

from notation import *


def verify(Q, K, V, A, D, i, c, n, d):
    E_ = exp(Q * K.T)
    return (
        Derivation(softmax_row(Q * K.T) * V)
        .equals(inv(diag(E_ * ones(n))) * E_ * V, by="definition of softmax")
        .equals(inv(diag(A * ones(n))) * A * V, by="definition of D")
        .equals(inv(D) * A * V, by="definition of A")
    )
