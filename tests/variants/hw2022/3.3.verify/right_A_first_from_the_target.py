"""earns all

From the other end, A first where it stands alone.
"""

from notation import *


def verify(Q, K, V, A, D, i, c, n, d):
    E_ = exp(Q * K.T)
    return (
        Derivation(inv(D) * (A * V))
        .equals(inv(D) * (E_ * V), by="definition of A")
        .equals(inv(diag(A * ones(n))) * E_ * V, by="definition of D")
        .equals(inv(diag(E_ * ones(n))) * (E_ * V), by="definition of A")
        .equals(softmax_row(Q * K.T) * V, by="softmax")
    )
