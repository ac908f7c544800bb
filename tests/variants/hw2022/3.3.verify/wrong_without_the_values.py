"""earns nothing: target

The weights alone.
"""

from notation import *


def verify(Q, K, V, A, D, i, c, n, d):
    E_ = exp(Q * K.T)
    return (
        Derivation(softmax_row(Q * K.T))
        .equals(inv(diag(E_ * ones(n))) * E_, by="definition of softmax")
        .equals(inv(D) * A, by=["definition of A", "definition of D"])
    )
