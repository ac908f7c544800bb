"""earns all

By entries; the scores are sums over the dimensions.
"""

from notation import *


def verify(Q, K, V, A, D, i, c, n, d):
    j, l, r = Symbol("j"), Symbol("l"), Symbol("r")

    def weight(j):
        return exp(Sum(Q[i, r] * K[j, r], (r, 1, d)))

    def total():
        return Sum(weight(l), (l, 1, n))

    return (
        Derivation(Sum(softmax_row(Q * K.T)[i, j] * V[j, c], (j, 1, n)))
        .equals(Sum(weight(j) / total() * V[j, c], (j, 1, n)), by="definition of softmax")
        .equals(Sum(weight(j) * V[j, c], (j, 1, n)) / total())
        .equals(Sum(A[i, j] * V[j, c], (j, 1, n)) / Sum(A[i, l], (l, 1, n)), by="definition of A")
        .equals((inv(diag(A * ones(n))) * A * V)[i, c])
        .equals((inv(D) * A * V)[i, c], by="definition of D")
    )
