"""earns all

D = diag(A 1), as it is written.
"""

import torch


def approx_attention(Q, K, V, f):
    phi_q, phi_k = f(Q), f(K)
    ones = torch.ones(K.shape[-2], 1, dtype=K.dtype)
    D = phi_q @ (phi_k.mT @ ones)
    return (phi_q @ (phi_k.mT @ V)) / D
