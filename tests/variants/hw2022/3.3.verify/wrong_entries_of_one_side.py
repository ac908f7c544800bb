"""earns half: shapes at step 3

A matrix where an entry stood.
"""

from notation import *


def verify(Q, K, V, A, D, i, c, n, d):
    E_ = exp(Q * K.T)
    return (
        Derivation((softmax_row(Q * K.T) * V)[i, c])
        .equals((inv(diag(E_ * ones(n))) * E_ * V)[i, c], by="definition of softmax")
        .equals((inv(D) * E_ * V)[i, c], by=["definition of A", "definition of D"])
        .equals(inv(D) * A * V, by="definition of A")
    )
