"""earns 5/8: all pairs

The right order above the line only.
"""

import torch


def approx_attention(Q, K, V, f):
    phi_q, phi_k = f(Q), f(K)
    top = phi_q @ (phi_k.mT @ V)
    bottom = torch.einsum("...im,...jm->...ij", phi_q, phi_k).sum(-1)
    return top / bottom.unsqueeze(-1)
