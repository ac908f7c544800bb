"""earns nothing: missing fact at step 1

The right steps, and none says what it rests on.
"""

from notation import *


def verify(Q, K, V, A, D, i, c, n, d):
    E_ = exp(Q * K.T)
    return (
        Derivation(softmax_row(Q * K.T) * V)
        .equals(inv(diag(E_ * ones(n))) * E_ * V)
        .equals(inv(diag(A * ones(n))) * A * V)
        .equals(inv(D) * A * V)
    )
