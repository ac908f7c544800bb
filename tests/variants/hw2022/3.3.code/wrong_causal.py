"""earns nothing: causal

Sums over earlier positions alone.
"""

import torch


def approx_attention(Q, K, V, f):
    q, k = f(Q), f(K)
    kv = torch.cumsum(k[..., :, None] * V[..., None, :], dim=-3)
    z = torch.cumsum(k, dim=-2)
    return (q[..., None, :] @ kv)[..., 0, :] / (q * z).sum(-1, keepdim=True)
