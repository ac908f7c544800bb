"""earns all

The normaliser as a column that is repeated.
"""

from notation import *


def verify(Q, K, V, A, D, i, c, n, d):
    rows = ones(n).T
    return (
        Derivation(softmax_row(Q * K.T) * V)
        .equals(
            hadamard(exp(Q * K.T), (1 / (exp(Q * K.T) * ones(n))) * rows) * V,
            by="definition of softmax",
        )
        .equals(hadamard(A, (1 / (A * ones(n))) * rows) * V, by="definition of A")
        .equals(inv(diag(A * ones(n))) * A * V)
        .equals(inv(D) * A * V, by="definition of D")
    )
