"""earns nothing: type

Computes in numpy.
"""

import numpy as np


def standard_attention(Q, K, V):
    S = np.matmul(Q.detach().numpy(), np.swapaxes(K.detach().numpy(), -1, -2))
    A = np.exp(S - S.max(-1, keepdims=True))
    return np.matmul(A / A.sum(-1, keepdims=True), V.detach().numpy())
