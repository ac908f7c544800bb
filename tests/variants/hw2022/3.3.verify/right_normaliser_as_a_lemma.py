"""earns all

The normaliser is proved apart, as matrices.
"""

from notation import *


def verify(Q, K, V, A, D, i, c, n, d):
    normaliser = (
        Derivation(D)
        .equals(diag(A * ones(n)), by="definition of D")
        .equals(diag(exp(Q * K.T) * ones(n)), by="definition of A")
    )
    return (
        Derivation(softmax_row(Q * K.T) * V)
        .equals(
            inv(diag(exp(Q * K.T) * ones(n))) * exp(Q * K.T) * V, by="definition of softmax"
        )
        .equals(inv(D) * exp(Q * K.T) * V, by=normaliser)
        .equals(inv(D) * A * V, by="definition of A")
    )
