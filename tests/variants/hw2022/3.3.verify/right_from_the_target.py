"""earns all

From the other end, D first.
"""

from notation import *


def verify(Q, K, V, A, D, i, c, n, d):
    return (
        Derivation(inv(D) * A * V)
        .equals(inv(diag(A * ones(n))) * A * V, by="definition of D")
        .equals(inv(diag(exp(Q * K.T) * ones(n))) * exp(Q * K.T) * V, by="definition of A")
        .equals(softmax_row(Q * K.T) * V, by="definition of softmax")
    )
