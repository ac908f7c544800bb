"""earns 1/4: false at step 2

Zeros that are none: exponentials of other scores.
"""

from notation import *


def verify(Q, K, V, A, D, i, c, n, d):
    E_ = exp(Q * K.T)
    return (
        Derivation(softmax_row(Q * K.T) * V)
        .equals(inv(diag(E_ * ones(n))) * E_ * V, by="definition of softmax")
        .equals(inv(diag((E_ + 1) * ones(n))) * (E_ + 1) * V)
        .equals(inv(D) * A * V, by=["definition of A", "definition of D"])
    )
