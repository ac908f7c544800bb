"""earns all

By entries, with sums.
"""

from notation import *


def verify(Q, K, V, A, D, i, c, n, d):
    j, l = Symbol("j"), Symbol("l")
    scores = Q * K.T
    softmax = exp(scores[i, j]) / Sum(exp(scores[i, l]), (l, 1, n))
    return (
        Derivation((softmax_row(scores) * V)[i, c])
        .equals(Sum(softmax_row(scores)[i, j] * V[j, c], (j, 1, n)), by="product of matrices")
        .equals(Sum(softmax * V[j, c], (j, 1, n)), by="definition of softmax")
        .equals(Sum(A[i, j] / Sum(A[i, l], (l, 1, n)) * V[j, c], (j, 1, n)), by="definition of A")
        .equals(Sum(A[i, j] / D[i, i] * V[j, c], (j, 1, n)), by="definition of D")
        .equals(1 / D[i, i] * (A * V)[i, c])
        .equals((inv(D) * A * V)[i, c], by="D is diagonal, by the definition of D")
    )
