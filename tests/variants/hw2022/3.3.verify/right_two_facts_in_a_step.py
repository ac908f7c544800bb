"""earns all

A step may cite two facts.
"""

from notation import *


def verify(Q, K, V, A, D, i, c, n, d):
    return (
        Derivation(softmax_row(Q * K.T) * V)
        .equals(inv(diag(A * ones(n))) * A * V, by=["definition of softmax", "definition of A"])
        .equals(inv(D) * A * V, by="definition of D")
    )
