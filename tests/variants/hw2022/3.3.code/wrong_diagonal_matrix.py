"""earns 5/8: all pairs

D as a matrix.
"""

import torch


def approx_attention(Q, K, V, f):
    phi_q, phi_k = f(Q), f(K)
    sums = (phi_q @ phi_k.sum(-2, keepdim=True).mT).squeeze(-1)
    return torch.diag_embed(1 / sums) @ (phi_q @ (phi_k.mT @ V))
