"""earns all

From entries of the target, the sums over queries and keys renamed.
"""

from notation import *


def verify(Q, K, V, A, D, i, c, n, d):
    s, t = Symbol("s"), Symbol("t")
    row = Sum(A[i, s] * V[s, c], (s, 1, n))
    return (
        Derivation((inv(D) * A * V)[i, c])
        .equals(row / Sum(A[i, t], (t, 1, n)), by="definition of D")
        .equals(
            Sum(exp((Q * K.T)[i, s]) * V[s, c], (s, 1, n)) / Sum(exp((K * Q.T)[t, i]), (t, 1, n)),
            by="definition of A",
        )
        .equals((softmax_row(Q * K.T) * V)[i, c], by="definition of the softmax")
    )
