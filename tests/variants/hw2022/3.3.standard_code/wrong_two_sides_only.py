"""earns nothing: exception

Expects matrices.
"""

import torch


def standard_attention(Q, K, V):
    n, d = Q.shape
    A = torch.zeros(n, n, dtype=Q.dtype)
    for i in range(n):
        A = torch.cat([A[:i], torch.softmax(K @ Q[i], 0)[None], A[i + 1 :]])
    return A @ V
